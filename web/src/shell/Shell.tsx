import { ActionIcon } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFlag, IconMenu2 } from "@tabler/icons-react";
import { lazy, Suspense, type ReactNode } from "react";
import type { Session } from "../api/types";
import { t } from "../text";
import { Toasts } from "../act/Toasts";
import { Rail } from "./Rail";
import { SchemeSwitch } from "./SchemeSwitch";
import { Search } from "./Search";
import classes from "./Shell.module.css";

// Only a narrow screen opens it, so its code is not part of the first load.
const MenuDrawer = lazy(() => import("./MenuDrawer"));

/** The frame around every view: the rail, the bar on top, the page. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const [menu, { open, close }] = useDisclosure(false);
  return (
    <div className={classes.app}>
      <a href="#main" className={classes.skip}>
        {t("app.skip")}
      </a>
      <aside className={classes.rail}>
        <Rail session={session} />
      </aside>
      {menu && (
        <Suspense>
          <MenuDrawer session={session} onClose={close} />
        </Suspense>
      )}
      <div>
        <header className={classes.top}>
          <ActionIcon
            className={classes.onlyNarrow}
            aria-label={t("nav.menu")}
            aria-expanded={menu}
            onClick={open}
          >
            <IconMenu2 size={16} aria-hidden="true" />
          </ActionIcon>
          <Search />
          <div className={classes.end}>
            {session.mode === "demo" && (
              <span className={classes.env}>
                <IconFlag size={14} stroke={1.75} aria-hidden="true" />
                {t("mode.demo")}
              </span>
            )}
            <SchemeSwitch />
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
      <Toasts />
    </div>
  );
}
