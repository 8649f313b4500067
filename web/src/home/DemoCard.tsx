import { Button, CloseButton, SegmentedControl } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { demoQuery, roughness, roughly, speedOf, SPEEDS, type Demo } from "../api/demo";
import { Command } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./home.module.css";

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
        {demo.data && demo.data.history >= 1 && may("settings.write") && <Levers demo={demo.data} />}
        <p>{t("demo.real")}</p>
        <Command>switchyard serve --data ./data</Command>
      </div>
    </Panel>
  );
}

function Levers({ demo }: { demo: Demo }) {
  const { act, busy } = useAct();
  const rough = roughness(demo.faults) > 0.2;
  const sale = demo.sales[0];
  function setSpeed(value: string) {
    const body = value === "0" ? { paused: true } : { paused: false, speed: Number(value) };
    act({ call: (headers) => api.PATCH("/api/v1/demo", { body, headers }), done: t("demo.speed.done") });
  }
  return (
    <>
      <span id="demo-speed">{t("demo.speed")}</span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-labelledby="demo-speed"
        disabled={busy}
        value={speedOf(demo)}
        onChange={setSpeed}
        data={SPEEDS.map((speed) => ({
          value: speed,
          label: speed === "0" ? t("demo.paused") : `${speed}×`,
        }))}
      />
      <Button
        disabled={busy || sale !== undefined}
        onClick={() =>
          act({
            call: (headers) => api.POST("/api/v1/demo/flash-sale", { body: {}, headers }),
            done: (state: Demo) => t("demo.sale.done", { product: state.sales.at(-1)?.title ?? "" }),
          })
        }
      >
        {sale ? t("demo.sale.on", { product: sale.title }) : t("demo.sale")}
      </Button>
      <Button
        disabled={busy}
        aria-pressed={rough}
        onClick={() =>
          act({
            call: (headers) => api.PATCH("/api/v1/demo", { body: { faults: roughly(!rough) }, headers }),
            done: t(rough ? "demo.faults.calm" : "demo.faults.done"),
          })
        }
      >
        {t(rough ? "demo.faults.stop" : "demo.faults")}
      </Button>
    </>
  );
}
