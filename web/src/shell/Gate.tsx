import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { mayEnter, sessionQuery } from "../api/session";
import { FeedProvider } from "../live/FeedProvider";
import { Failure } from "../parts/Message";
import classes from "./Shell.module.css";
import { Shell } from "./Shell";

/** Lets in who has a session, or anybody in a demo; leads the others to sign in. */
export function Gate() {
  const session = useQuery(sessionQuery);
  const { href } = useLocation();
  if (session.isPending) return <div className={classes.blank} aria-busy="true" />;
  if (!session.data) {
    return (
      <main className={classes.alone}>
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!mayEnter(session.data)) {
    return <Navigate to="/sign-in" search={{ next: href === "/" ? undefined : href }} replace />;
  }
  return (
    <FeedProvider>
      <Shell session={session.data}>
        <Outlet />
      </Shell>
    </FeedProvider>
  );
}
