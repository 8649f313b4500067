import { CloseButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useMay } from "../act/useAct";
import { demoQuery } from "../api/demo";
import { Command } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./home.module.css";

const Levers = lazy(() => import("./Levers"));

/** Says what is simulated in a demo, steers it, and says how to start a real installation. */
export function DemoCard() {
  const [hidden, setHidden] = useLocalStorage({
    key: "switchyard-demo-card-hidden",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const demo = useQuery(demoQuery);
  const may = useMay();
  if (hidden) return null;
  return (
    <Panel
      title={t("demo.title")}
      aside={<CloseButton aria-label={t("demo.hide")} onClick={() => setHidden(true)} />}
    >
      <div className={classes.card}>
        <p>{t("demo.what")}</p>
        {demo.data && demo.data.history < 1 && (
          <p role="status">{t("demo.history", { percent: Math.floor(demo.data.history * 100) })}</p>
        )}
        {demo.data && demo.data.history >= 1 && may("settings.write") && (
          <Suspense>
            <Levers demo={demo.data} />
          </Suspense>
        )}
        <p>{t("demo.real")}</p>
        <Command>switchyard serve --data ./data</Command>
      </div>
    </Panel>
  );
}
