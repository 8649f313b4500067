import { CloseButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Command } from "../parts/Message";
import { Panel } from "../parts/Panel";
import { t } from "../text";
import classes from "./home.module.css";

/** Says what is simulated in a demo, and how to start a real installation. */
export function DemoCard() {
  const [hidden, setHidden] = useLocalStorage({
    key: "switchyard-demo-card-hidden",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  if (hidden) return null;
  return (
    <Panel
      title={t("demo.title")}
      aside={<CloseButton aria-label={t("demo.hide")} onClick={() => setHidden(true)} />}
    >
      <div className={classes.card}>
        <p>{t("demo.what")}</p>
        <p>{t("demo.real")}</p>
        <Command>switchyard serve --data ./data</Command>
      </div>
    </Panel>
  );
}
