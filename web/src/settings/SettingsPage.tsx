import { Link, Outlet } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { t } from "../text";
import { sections } from "./sections";
import classes from "./settings.module.css";

/** The frame of the settings: their pages at the side, the chosen one beside them. */
export function SettingsPage() {
  const may = useMay();
  return (
    <div className={classes.frame}>
      <nav aria-label={t("settings.title")} className={classes.sections}>
        {sections
          .filter(({ needs }) => may(needs))
          .map(({ to, name }) => (
            <Link key={to} to={to} className={classes.section} activeOptions={{ includeSearch: false }}>
              {t(name)}
            </Link>
          ))}
      </nav>
      <div className={classes.chosen}>
        <Outlet />
      </div>
    </div>
  );
}
