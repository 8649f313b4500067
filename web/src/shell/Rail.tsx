import { UnstyledButton } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Session } from "../api/types";
import { Mark } from "../parts/Mark";
import { t } from "../text";
import { placesFor, type Place } from "./places";
import { roleName } from "./roles";
import classes from "./Shell.module.css";
import { useOpenExceptions } from "./useOpenExceptions";

type Props = { session: Session; onLeave?: () => void };

/** The list of places and who is signed in. */
export function Rail({ session, onLeave }: Props) {
  return (
    <>
      <Link to="/" className={classes.brand} onClick={onLeave}>
        <Mark />
        <span className={classes.word}>{t("app.name")}</span>
      </Link>
      <nav aria-label={t("nav.label")} className={classes.nav}>
        {placesFor(session.permissions).map(({ name, places }) => (
          <ul key={name ?? ""} role="list" aria-label={name && t(name)}>
            {name && (
              <li aria-hidden="true" className={classes.group}>
                <span className={classes.word}>{t(name)}</span>
              </li>
            )}
            {places.map((place) => (
              <li key={place.to}>
                <PlaceLink place={place} onLeave={onLeave} />
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <Account session={session} />
    </>
  );
}

function PlaceLink({ place: { to, name, icon: Icon }, onLeave }: { place: Place; onLeave?: () => void }) {
  return (
    <Link
      to={to}
      className={classes.link}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      title={t(name)}
      onClick={onLeave}
    >
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <span className={classes.word}>{t(name)}</span>
      {to === "/exceptions" && <OpenExceptions />}
    </Link>
  );
}

function OpenExceptions() {
  const count = useOpenExceptions();
  if (!count) return null;
  return (
    <span className={classes.badge}>
      {count.more ? `${count.least}+` : count.least}
      <span className={classes.unseen}>{t("nav.open")}</span>
    </span>
  );
}

// Few open it, so the menu is a chunk of its own that comes with the first click.
const AccountMenu = lazy(() => import("./AccountMenu"));

function Account({ session }: { session: Session }) {
  const [wanted, setWanted] = useState(false);
  const { user } = session;
  const name = user ? user.name || user.email : t("account.anonymous");
  const who = (
    <>
      <span className={classes.avatar} aria-hidden="true">
        {[...name][0]?.toUpperCase()}
      </span>
      <span className={`${classes.who} ${classes.word}`}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className={classes.role}>{roleOf(session)}</span>
      </span>
      <IconSelector size={16} stroke={1.75} className={classes.word} aria-hidden="true" />
    </>
  );
  const closed = (
    <UnstyledButton
      className={classes.account}
      title={t("account.menu")}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      {who}
    </UnstyledButton>
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <AccountMenu session={session}>{who}</AccountMenu>
    </Suspense>
  );
}

function roleOf({ mode, user }: Session): string {
  if (mode === "demo") return t("account.demo");
  return user ? roleName(user.role) : "";
}
