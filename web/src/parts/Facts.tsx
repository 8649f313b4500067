import { Fragment, type ReactNode } from "react";
import classes from "./parts.module.css";

type Props = {
  /** Names and what is true of them; an empty one is left out. */
  facts: [name: string, value: ReactNode][];
};

const said = (value: ReactNode) => value !== undefined && value !== null && value !== "" && value !== false;

/** What is true of one thing, name by name. */
export function Facts({ facts }: Props) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => said(value))
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === "string" ? <bdi>{value}</bdi> : value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
