import { Button, SegmentedControl } from "@mantine/core";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { roughness, roughly, speedOf, SPEEDS, type Demo } from "../api/demo";
import { t } from "../text";

/** What steers the demo: its speed, a flash sale, and how rough its outside is. */
export default function Levers({ demo }: { demo: Demo }) {
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
