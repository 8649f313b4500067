import { UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconHome,
  IconReceipt,
  IconSelector,
  IconBuildingWarehouse,
  type Icon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Session } from "../api/types";
import { Mark } from "../parts/Mark";
import { t, type TextKey } from "../text";
import classes from "./Shell.module.css";

type Place = { to: "/" | "/orders" | "/exceptions" | "/inventory"; name: TextKey; icon: Icon };

/** The places of the control room; a place appears here when it works. */
const places: Place[] = [
  { to: "/", name: "nav.home", icon: IconHome },
  { to: "/orders", name: "nav.orders", icon: IconReceipt },
  { to: "/exceptions", name: "nav.exceptions", icon: IconAlertTriangle },
  { to: "/inventory", name: "nav.inventory", icon: IconBuildingWarehouse },
];

/** The list of places and who is signed in. */
export function Rail({ session, onLeave }: { session: Session; onLeave?: () => void }) {
  return (
    <>
      <Link to="/" className={classes.brand} onClick={onLeave}>
        <Mark />
        {t("app.name")}
      </Link>
      <nav aria-label={t("nav.label")}>
        {places.map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={classes.link}
            activeOptions={{ exact: to === "/", includeSearch: false }}
            onClick={onLeave}
          >
            <Icon size={16} stroke={1.75} aria-hidden="true" />
            {t(name)}
          </Link>
        ))}
      </nav>
      <Account session={session} />
    </>
  );
}

// Few open it, so the menu is a chunk of its own that comes with the first click.
const AccountMenu = lazy(() => import("./AccountMenu"));

function Account({ session }: { session: Session }) {
  const [wanted, setWanted] = useState(false);
  const { user } = session;
  const who = (
    <>
      <span className={classes.who}>
        <strong>
          <bdi>{user ? user.name || user.email : t("account.anonymous")}</bdi>
        </strong>
        <span className={classes.role}>{session.mode === "demo" ? t("account.demo") : user?.role}</span>
      </span>
      <IconSelector size={16} stroke={1.75} aria-hidden="true" />
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
