import type { OrderException } from "../api/types";
import { lookOf } from "../status/vocabulary";
import { t } from "../text";
import classes from "./exceptions.module.css";

/** How bad it is, as an icon: in a list the words stand beside it already. */
export function Severity({ of }: { of: OrderException["severity"] }) {
  const look = lookOf("exception", of);
  if (!look) return null;
  const Icon = look.icon;
  return (
    <span role="img" aria-label={t(`exceptions.${of}`)} className={classes.severity} data-tone={look.tone}>
      <Icon size={16} stroke={1.75} aria-hidden="true" />
    </span>
  );
}
