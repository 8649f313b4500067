import { ActionIcon } from "@mantine/core";
import {
  IconAlertTriangle,
  IconHome,
  IconLogout,
  IconReceipt,
  IconBuildingWarehouse,
  type Icon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSignOut } from "../api/session";
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

function Account({ session }: { session: Session }) {
  const signOut = useSignOut();
  const { user } = session;
  return (
    <div className={classes.account}>
      <span className={classes.who}>
        <strong>
          <bdi>{user ? user.name || user.email : t("account.anonymous")}</bdi>
        </strong>
        <span className={classes.role}>{session.mode === "demo" ? t("account.demo") : user?.role}</span>
      </span>
      {user && session.mode === "live" && (
        <ActionIcon
          aria-label={t("account.signOut")}
          title={t("account.signOut")}
          onClick={() => signOut.mutate()}
        >
          <IconLogout size={16} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  );
}
