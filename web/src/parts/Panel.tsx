import { useId, type ReactNode } from "react";
import classes from "./parts.module.css";

type Props = {
  title: string;
  /** A quiet sentence beside the title. */
  hint?: ReactNode;
  /** What stands at the right end of the head. */
  aside?: ReactNode;
  /** Leaves out the padding, for tables and lists that reach the border. */
  flush?: boolean;
  children: ReactNode;
};

/** A titled area of a page. */
export function Panel({ title, hint, aside, flush, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {hint && <span className={classes.hint}>{hint}</span>}
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      {flush ? children : <div className={classes.body}>{children}</div>}
    </section>
  );
}
