import type { Start } from "../api/start";

/** The way from an empty installation to its first order shipped, in the order in which it is gone. */
export const stepNames = ["location", "skus", "stock", "orders", "ship"] as const;

/** One step of it. */
export type StepName = (typeof stepNames)[number];

/** What a step needs the session to be allowed. */
export const stepNeeds: Record<StepName, string> = {
  location: "locations.write",
  skus: "catalog.write",
  stock: "stock.write",
  orders: "orders.write",
  ship: "fulfillment.work",
};

/** Whether a step was gone. */
export function isDone(name: StepName, start: Start): boolean {
  if (name === "orders") return start.order !== undefined;
  if (name === "ship") return start.shipped;
  return start[name];
}

/** The first step that is open; undefined once an order was shipped. Who ships without some of the others needs none of them. */
export function nextStep(start: Start): StepName | undefined {
  return start.shipped ? undefined : stepNames.find((name) => !isDone(name, start));
}
