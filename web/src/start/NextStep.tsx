import { useQuery } from "@tanstack/react-query";
import { useMay } from "../act/useAct";
import { startQuery } from "../api/start";
import { StepLink } from "./StepLink";
import { nextStep, stepNeeds } from "./steps";

/** Leads on to the next step of a new installation; nothing once an order was shipped. */
export function NextStep() {
  const may = useMay();
  const start = useQuery(startQuery).data;
  const next = start && nextStep(start);
  if (!next || !may(stepNeeds[next])) return null;
  return <StepLink name={next} start={start} />;
}
