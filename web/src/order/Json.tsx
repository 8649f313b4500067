import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { t } from "../text";
import classes from "./order.module.css";

const most = 50_000; // characters that are drawn; all of them are copied

/** A text as a program wrote it: drawn as text whatever it says, and copied whole. */
export function Json({ label, text }: { label: string; text: string }) {
  const clipboard = useClipboard();
  return (
    <div className={classes.json}>
      {/* A long text scrolls in its own box, so a keyboard must be able to reach it. */}
      <pre className={classes.raw} tabIndex={0} role="region" aria-label={label}>
        <bdi>{text.slice(0, most)}</bdi>
      </pre>
      <div className={classes.jsonFoot}>
        <Button size="compact-sm" onClick={() => clipboard.copy(text)}>
          {t(clipboard.copied ? "order.copied" : "order.copy")}
        </Button>
        {text.length > most && <span>{t("timeline.cut", { count: text.length })}</span>}
        <span role="status" className={classes.hidden}>
          {clipboard.copied && t("order.copied")}
        </span>
      </div>
    </div>
  );
}
