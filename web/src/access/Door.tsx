import { useEffect, type ReactNode } from "react";
import { Mark } from "../parts/Mark";
import { t } from "../text";
import classes from "./access.module.css";

type Props = { title: string; what?: string; error?: string; children?: ReactNode };

/** The frame of the pages outside the shell. */
export function Door({ title, what, error, children }: Props) {
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Mark size={32} />
        {t("app.name")}
      </div>
      <h1>{title}</h1>
      {what && <p className={classes.hint}>{what}</p>}
      {error && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
      {children}
    </main>
  );
}
