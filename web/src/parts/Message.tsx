import { Button } from "@mantine/core";
import { IconAlertTriangle, IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError } from "../api/problem";
import { t } from "../text";
import classes from "./parts.module.css";

/** The rank of a message's title: 1 when it is all that the page shows, 2 under the page's title, 3 in a panel. */
type Level = 1 | 2 | 3;

type EmptyProps = {
  title: string;
  what: string;
  level?: Level;
  children?: ReactNode;
};

/** An empty state: what would be here, why it isn't, and one thing to do. */
export function Empty({ title, what, level = 3, children }: EmptyProps) {
  const Title = `h${level}` as const;
  return (
    <div className={classes.message}>
      <IconInbox size={24} stroke={1.75} aria-hidden="true" />
      <Title>{title}</Title>
      <p>{what}</p>
      {children}
    </div>
  );
}

type FailureProps = { error: unknown; onRetry?: () => void; level?: Level };

/** A failed load: what to do about it, and the way to try again. */
export function Failure({ error, onRetry, level = 3 }: FailureProps) {
  const Title = `h${level}` as const;
  return (
    <div className={classes.message} role="alert">
      <IconAlertTriangle size={24} stroke={1.75} className={classes.late} aria-hidden="true" />
      <Title>{t("error.load")}</Title>
      <p>{adviceFor(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t("error.retry")}</Button>}
    </div>
  );
}

/** Says what a person can do about an error. */
export function adviceFor(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.status === 0) return t("error.offline");
  if (error.status === 403) return t("error.forbidden");
  if (error.status >= 500) return t("error.server", { detail: error.message.replace(/\.$/, "") });
  return error.message;
}

/** A command to type, easy to copy. */
export function Command({ children }: { children: string }) {
  return <code className={classes.command}>{children}</code>;
}
