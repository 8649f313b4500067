import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { tellFailure } from "../act/toasts";
import { useAct, useMay } from "../act/useAct";
import { callSuggested } from "../api/exceptions";
import type { ExceptionDetail, SuggestedAction } from "../api/types";
import { useCommands } from "../keys/commands";
import { Words } from "../parts/Words";
import { t } from "../text";
import { say } from "../text/said";
import classes from "./exceptions.module.css";
import { fixOf, refusalIn } from "./fixes";
import { isSettled } from "./queue";

type Props = {
  detail: ExceptionDetail;
  /** Whether the fixes answer to their numbers on the keyboard. */
  keys?: boolean;
};

/** What a fix is called in the reader's language. */
const nameOf = ({ says, label }: SuggestedAction) => say([says], label).text;

/** Two fixes may bear the same words, of two shipments, but not about the same thing. */
const keyOf = ({ path, label }: SuggestedAction) => `${path} ${label}`;

const numbered = 9; // fixes have a key

/** What would deal with an exception, each with what it does and a button that does it. */
export function Fixes({ detail, keys }: Props) {
  const may = useMay();
  const { act, busy } = useAct();
  const [asking, setAsking] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const fixes = detail.suggested_actions.filter(({ permission }) => may(permission));
  const send = (fix: SuggestedAction) =>
    act<unknown>({
      call: (headers) => callSuggested(fix, headers),
      done: (answer) =>
        refusalIn(answer) === undefined
          ? t("fix.done", { label: nameOf(fix) })
          : t("fix.tried", { label: nameOf(fix) }),
      then: (answer) => {
        setAsking(null);
        const refused = refusalIn(answer);
        if (refused === undefined) setDone(nameOf(fix));
        else tellFailure(t("fix.refused", { why: refused }));
      },
    });
  const start = (fix: SuggestedAction) => (fixOf(fix).final ? setAsking(keyOf(fix)) : send(fix));
  useCommands(
    keys
      ? fixes.slice(0, numbered).map((fix, at) => ({
          name: nameOf(fix),
          keys: String(at + 1),
          group: "page" as const,
          run: () => start(fix),
        }))
      : [],
  );
  return (
    <>
      {done && <Done label={done} detail={detail} />}
      {fixes.length > 0 && (
        <ul role="list" className={classes.fixes} aria-label={t("fix.title")}>
          {fixes.map((fix, at) => (
            <FixRow
              key={keyOf(fix)}
              fix={fix}
              first={at === 0}
              number={keys && at < numbered ? at + 1 : undefined}
              busy={busy}
              asking={asking === keyOf(fix)}
              onStart={() => start(fix)}
              onSend={() => send(fix)}
              onBack={() => setAsking(null)}
            />
          ))}
        </ul>
      )}
      {fixes.length === 0 && !isSettled(detail.exception) && <p className={classes.quiet}>{t("fix.none")}</p>}
    </>
  );
}

// What was done, and whether that was all.
function Done({ label, detail: { exception } }: { label: string; detail: ExceptionDetail }) {
  return (
    <p role="status" className={classes.done}>
      <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {t("fix.done", { label })} {t(isSettled(exception) ? "fix.solved" : "fix.stillOpen")}
      </span>
    </p>
  );
}

type RowProps = {
  fix: SuggestedAction;
  first: boolean;
  number: number | undefined;
  busy: boolean;
  asking: boolean;
  onStart: () => void;
  onSend: () => void;
  onBack: () => void;
};

function FixRow({ fix, first, number, busy, asking, onStart, onSend, onBack }: RowProps) {
  const { verb, what, final } = fixOf(fix);
  const buttons = useRef<HTMLDivElement>(null);
  const before = useRef(asking);
  // The keyboard goes to the question, and back to the button that asked it.
  useEffect(() => {
    if (before.current === asking) return;
    before.current = asking;
    buttons.current?.querySelector("button")?.focus();
  }, [asking]);
  return (
    <li>
      <div>
        <Words says={[fix.says]} english={fix.label} className={classes.fixName} />
        <p className={classes.quiet}>{what}</p>
      </div>
      <div ref={buttons} className={classes.sure}>
        {asking ? (
          // The way back stands where the button was: a double click does nothing.
          <>
            <Button loading={busy} c="var(--sy-late-text)" onClick={onSend}>
              {t("fix.sure", { verb })}
            </Button>
            <Button onClick={onBack}>{t("act.back")}</Button>
          </>
        ) : (
          <Button
            variant={first && !final ? "filled" : "default"}
            disabled={busy}
            aria-label={t("fix.button", { verb, label: nameOf(fix) })}
            onClick={onStart}
          >
            {verb}
            {number && (
              <kbd className={classes.key} aria-hidden="true">
                {number}
              </kbd>
            )}
          </Button>
        )}
      </div>
    </li>
  );
}
