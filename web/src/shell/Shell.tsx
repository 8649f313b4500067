import { ActionIcon } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFlag, IconKeyboard, IconLayoutSidebar, IconMenu2 } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Toasts } from "../act/Toasts";
import type { Session } from "../api/types";
import { useCommands } from "../keys/commands";
import { KeyboardProvider } from "../keys/KeyboardProvider";
import { t, withTexts } from "../text";
import { Notices } from "./Notices";
import { placesFor } from "./places";
import { chooseRail, chosenRail } from "./preferences";
import { Rail } from "./Rail";
import { Search } from "./Search";
import classes from "./Shell.module.css";
import { useOpenCode } from "./useOpen";

// Each of these opens on demand, so their code is not part of the first load.
const MenuDrawer = lazy(() => import("./MenuDrawer"));
const Palette = lazy(() => import("./Palette"));
const HelpSheet = lazy(() => withTexts(import("./HelpSheet")));

type Props = { session: Session; children: ReactNode };

/** The frame around every view: the rail, the bar on top, the page; and the keys that work everywhere. */
export function Shell(props: Props) {
  const openCode = useOpenCode();
  const [palette, { open, close }] = useDisclosure(false);
  return (
    <KeyboardProvider onScan={openCode} onPalette={open}>
      <Frame {...props} onPalette={open} />
      {palette && (
        <Suspense>
          <Palette onClose={close} />
        </Suspense>
      )}
    </KeyboardProvider>
  );
}

function Frame({ session, children, onPalette }: Props & { onPalette: () => void }) {
  const [rail, setRail] = useState(chosenRail);
  const [menu, { open, close }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  usePlaceCommands(session);
  useCommands([{ name: t("keys.help"), keys: "?", group: "app", run: openHelp }]);

  // Without a choice the width decides: the button asks what is on the screen.
  function toggleRail() {
    const wide = rail ? rail === "wide" : window.matchMedia("(min-width: 1101px)").matches;
    const next = wide ? "narrow" : "wide";
    chooseRail(next);
    setRail(next);
  }
  return (
    <div className={classes.app} data-rail={rail}>
      <a href="#main" className={classes.skip}>
        {t("app.skip")}
      </a>
      <aside className={classes.rail}>
        <Rail session={session} />
      </aside>
      <Suspense>
        {menu && <MenuDrawer session={session} onClose={close} />}
        {help && <HelpSheet onClose={closeHelp} />}
      </Suspense>
      <div className={classes.page}>
        <Notices />
        <header className={classes.top}>
          <ActionIcon
            className={classes.onlyNarrow}
            aria-label={t("nav.menu")}
            aria-expanded={menu}
            onClick={open}
          >
            <IconMenu2 size={16} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            className={classes.onlyWide}
            aria-label={t("nav.collapse")}
            title={t("nav.collapse")}
            onClick={toggleRail}
          >
            <IconLayoutSidebar size={16} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
          <Search />
          <div className={classes.end}>
            {session.mode === "demo" && (
              <span className={classes.env}>
                <IconFlag size={14} stroke={1.75} aria-hidden="true" />
                {t("mode.demo")}
              </span>
            )}
            <ActionIcon
              aria-label={t("palette.open")}
              title={t("palette.open")}
              aria-keyshortcuts="Control+K Meta+K"
              onClick={onPalette}
            >
              <IconKeyboard size={16} stroke={1.75} aria-hidden="true" />
            </ActionIcon>
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

function usePlaceCommands(session: Session) {
  const navigate = useNavigate();
  const places = placesFor(session.permissions).flatMap((group) => group.places);
  useCommands(
    places.map(({ to, name, key }) => ({
      name: t("keys.goTo", { place: t(name) }),
      keys: `g ${key}`,
      group: "place",
      run: () => void navigate({ to }),
    })),
  );
}
