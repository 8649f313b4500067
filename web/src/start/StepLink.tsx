import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Start } from "../api/start";
import { t } from "../text";
import type { StepName } from "./steps";

const verbs = {
  location: "start.locationVerb",
  skus: "start.skusVerb",
  stock: "start.stockVerb",
  orders: "start.ordersVerb",
  ship: "start.shipVerb",
} as const;

/** The button that begins a step. */
export function StepLink({ name, start }: { name: StepName; start: Start }) {
  return (
    <Button
      variant="filled"
      renderRoot={(props) =>
        name === "location" ? (
          <Link to="/settings/locations" search={{ make: "1" }} {...props} />
        ) : name === "ship" ? (
          <Link to="/orders/$id" params={{ id: start.order ?? "" }} {...props} />
        ) : (
          <Link to="/settings/data" search={{ kind: name }} {...props} />
        )
      }
    >
      {t(verbs[name])}
    </Button>
  );
}
