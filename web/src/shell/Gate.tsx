import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { mayEnter, sessionQuery } from "../api/session";
import { FeedProvider } from "../live/FeedProvider";
import { Failure } from "../parts/Message";
import classes from "./Shell.module.css";
import { Shell } from "./Shell";

/** Lets in who has a session, or anybody in a demo; leads the others to sign in. */
export function Gate() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <div className={classes.blank} aria-busy="true" />;
  if (!session.data) {
    return (
      <main className={classes.alone}>
        <Failure level={1} error={session.error} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  if (!mayEnter(session.data)) return <ToSignIn />;
  return (
    <FeedProvider>
      <Shell session={session.data}>
        <Outlet />
      </Shell>
    </FeedProvider>
  );
}

// Goes once, with the address that was asked for: this part stays on the screen
// while the sign-in page is being loaded, and must not take that for the wish.
function ToSignIn() {
  const navigate = useNavigate();
  const { state } = useRouter();
  const [next] = useState(state.location.href);
  useEffect(() => {
    void navigate({ to: "/sign-in", search: { next: next === "/" ? undefined : next }, replace: true });
  }, [navigate, next]);
  return null;
}
