import { useEffect, type ReactNode } from "react";
import { t } from "../text";
import classes from "./parts.module.css";

type Props = { title: string; hint?: ReactNode; aside?: ReactNode; children?: ReactNode };

/** The head of a page; its title also names the browser's tab. */
export function PageHead({ title, hint, aside, children }: Props) {
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title]);
  return (
    <div className={classes.pageHead}>
      <h1>{title}</h1>
      {hint && <span className={classes.hint}>{hint}</span>}
      {children}
      {aside && <div className={classes.aside}>{aside}</div>}
    </div>
  );
}
