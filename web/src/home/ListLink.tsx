import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ListLink as To } from "../api/types";

type Props = {
  to: To;
  className?: string;
  label?: string;
  /** Whether j and k stop here. */ row?: boolean;
  children: ReactNode;
};

/** A figure that opens the rows it counts. */
export function ListLink({ to: { list, query }, className, label, row, children }: Props) {
  const rest = { className, "aria-label": label, "data-row": row };
  const params = query as Record<string, string>;
  if (list === "orders") {
    return (
      <Link to="/orders" search={params} {...rest}>
        {children}
      </Link>
    );
  }
  if (list === "exceptions") {
    const { kind, severity, owner, overdue } = params;
    return (
      <Link
        to="/exceptions"
        search={{
          kind,
          severity: severity as "low" | undefined,
          owner: owner as "me" | undefined,
          overdue: overdue ? "1" : undefined,
        }}
        {...rest}
      >
        {children}
      </Link>
    );
  }
  if (list === "jobs") {
    return (
      <Link to="/settings/jobs" search={{ state: params.state as "dead" }} {...rest}>
        {children}
      </Link>
    );
  }
  if (list === "connections") {
    return (
      <Link to="/channels" {...rest}>
        {children}
      </Link>
    );
  }
  return (
    <Link
      to="/fulfillment"
      search={{
        location: params.location,
        only: params.ship_by_to && !params.ship_by_from ? "late" : undefined,
      }}
      {...rest}
    >
      {children}
    </Link>
  );
}
