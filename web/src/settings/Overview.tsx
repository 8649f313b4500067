import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { t } from "../text";
import { sections } from "./sections";
import classes from "./settings.module.css";

/** What can be set up, each with its one sentence. */
export function Overview() {
  const may = useMay();
  return (
    <>
      <PageHead title={t("settings.title")} />
      <ul role="list" className={partClasses.panel}>
        {sections
          .filter(({ needs }) => may(needs))
          .map(({ to, name, what }) => (
            <li key={to} className={classes.row}>
              <Link to={to}>{t(name)}</Link>
              <span className={classes.quiet}>{t(what)}</span>
            </li>
          ))}
      </ul>
    </>
  );
}
