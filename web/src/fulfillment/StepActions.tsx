import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { t, type TextKey } from "../text";
import type { Progress } from "./session";
import classes from "./station.module.css";

/** Takes back what was done last; can't be pressed when there is nothing. */
export function UndoButton({ onUndo }: { onUndo?: () => void }) {
  return (
    <button type="button" className={classes.big} disabled={!onUndo} onClick={onUndo}>
      <IconArrowBackUp size={24} stroke={1.75} aria-hidden="true" />
      {t("station.undo")}
    </button>
  );
}

type ConfirmProps = { progress: Progress; whole: TextKey; busy: boolean; onConfirm: () => void };

/** Confirms a step: all of it, in the words of whole, or as far as it got. */
export function ConfirmButton({ progress, whole, busy, onConfirm }: ConfirmProps) {
  const complete = progress.done === progress.of;
  return (
    <Button
      className={classes.confirm}
      variant={complete ? "filled" : "default"}
      loading={busy}
      onClick={onConfirm}
    >
      {complete ? t(whole) : t("station.confirmPart", progress)}
    </Button>
  );
}
