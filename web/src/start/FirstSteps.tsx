import { Anchor } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { startQuery, type Start } from "../api/start";
import { Command, Empty } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./start.module.css";
import { StepLink } from "./StepLink";
import { isDone, nextStep, stepNames, stepNeeds, type StepName } from "./steps";

const names = {
  location: ["start.location", "start.locationWhat"],
  skus: ["start.skus", "start.skusWhat"],
  stock: ["start.stock", "start.stockWhat"],
  orders: ["start.orders", "start.ordersWhat"],
  ship: ["start.ship", "start.shipWhat"],
} as const;

type Props = {
  /** Whether it is all that the page shows: then it says so when there are no steps to go. */
  alone?: boolean;
};

/** The steps from nothing to the first order shipped, the next one with its button; nothing once one was shipped. */
export default function FirstSteps({ alone }: Props) {
  const { data: start, error } = useQuery(startQuery);
  if (error || start?.shipped)
    return alone && <Empty level={2} title={t("start.noOrders")} what={t("start.noOrdersWhat")} />;
  if (!start) return null;
  if (!alone)
    return (
      <Panel title={t("start.title")} flush>
        <Steps start={start} />
      </Panel>
    );
  return (
    <>
      <h2 className={classes.title}>{t("start.title")}</h2>
      <Steps start={start} />
    </>
  );
}

function Steps({ start }: { start: Start }) {
  const may = useMay();
  return (
    <div className={classes.steps}>
      <ol role="list" aria-label={t("start.title")}>
        {stepNames.map((name) => (
          <Step key={name} name={name} start={start} />
        ))}
      </ol>
      {may("channels.write") && (
        <Anchor component={Link} to="/channels/connect">
          {t("start.connect")}
        </Anchor>
      )}
      <p>{t("start.demo")}</p>
      <Command>switchyard demo</Command>
    </div>
  );
}

function Step({ name, start }: { name: StepName; start: Start }) {
  const may = useMay();
  const done = isDone(name, start);
  const [title, what] = names[name];
  const Icon = done ? IconCircleCheck : IconCircle;
  return (
    <li data-done={done || undefined}>
      <Icon size={16} stroke={1.75} aria-label={done ? t("start.done") : t("start.open")} role="img" />
      <div>
        <strong>{t(title)}</strong>
        <p>{t(what)}</p>
        {name === nextStep(start) && may(stepNeeds[name]) && <StepLink name={name} start={start} />}
      </div>
    </li>
  );
}
