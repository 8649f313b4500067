import type { Home } from "../api/types";
import { Panel } from "../parts/Panel";
import { Due } from "../status/Due";
import { t } from "../text";
import classes from "./home.module.css";
import { ListLink } from "./ListLink";

/** Locations with work that is late or has to leave soon, the most urgent first. */
export function Promises({ promises }: { promises: Home["promises"] }) {
  return (
    <Panel title={t("home.promises")} hint={t("home.promisesHint")} flush>
      {promises.length === 0 && <p className={classes.none}>{t("home.noPromises")}</p>}
      <ul role="list" className={classes.lines} aria-label={t("home.promises")}>
        {promises.map(({ location, name, late, soon, late_link, soon_link, overdue_since, next_ship_by }) => (
          <li key={location}>
            <bdi className={classes.grow}>{name || location}</bdi>
            {late > 0 && <ListLink to={late_link}>{t("home.late", { count: late })}</ListLink>}
            {soon > 0 && <ListLink to={soon_link}>{t("home.soon", { count: soon })}</ListLink>}
            <span className={classes.clock}>
              {overdue_since ? (
                <Due at={overdue_since} what={t("orders.shipBy")} />
              ) : (
                next_ship_by && <Due at={next_ship_by} what={t("orders.shipBy")} />
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
