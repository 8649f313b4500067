import { Button } from "@mantine/core";
import { IconAlertTriangle, IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiError } from "../api/problem";
import { t } from "../text";
import classes from "./parts.module.css";

type EmptyProps = {
  title: string;
  what: string;
  /** Whether it is all that the page shows, so that its title is the page's. */
  page?: boolean;
  children?: ReactNode;
};

/** An empty state: what would be here, why it isn't, and one thing to do. */
export function Empty({ title, what, page, children }: EmptyProps) {
  const Title = page ? "h1" : "h3";
  return (
    <div className={classes.message}>
      <IconInbox size={24} stroke={1.75} aria-hidden="true" />
      <Title>{title}</Title>
      <p>{what}</p>
      {children}
    </div>
  );
}

type FailureProps = { error: unknown; onRetry?: () => void };

/** A failed load: what to do about it, and the way to try again. */
export function Failure({ error, onRetry }: FailureProps) {
  return (
    <div className={classes.message} role="alert">
      <IconAlertTriangle size={24} stroke={1.75} className={classes.late} aria-hidden="true" />
      <h3>{t("error.load")}</h3>
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
