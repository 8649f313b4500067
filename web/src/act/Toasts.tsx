import { CloseButton } from "@mantine/core";
import { t } from "../text";
import classes from "./act.module.css";
import { closeToast, useToasts } from "./toasts";

/** What was done last, at the foot of the window. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <div className={classes.toasts} aria-live="polite">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={classes.toast}
          data-failed={toast.failed || undefined}
          role={toast.failed ? "alert" : "status"}
        >
          <span>{toast.text}</span>
          <CloseButton
            aria-label={t("act.close")}
            className={classes.toastClose}
            onClick={() => closeToast(toast.id)}
          />
        </div>
      ))}
    </div>
  );
}
