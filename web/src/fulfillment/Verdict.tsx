import { IconAlertOctagon, IconCheck } from "@tabler/icons-react";
import classes from "./station.module.css";

/** What the last scan came to. */
export type Said = { text: string; wrong: boolean; n: number };

/** Says it so that it can't be missed: a refusal is loud. */
export function Verdict({ said }: { said: Said | null }) {
  return (
    <div role="alert" className={classes.verdictBox}>
      {said && (
        <p key={said.n} className={classes.verdict} data-wrong={said.wrong || undefined}>
          {said.wrong ? (
            <IconAlertOctagon size={24} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconCheck size={24} stroke={1.75} aria-hidden="true" />
          )}
          <bdi>{said.text}</bdi>
        </p>
      )}
    </div>
  );
}
