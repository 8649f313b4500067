import type { Home } from "../api/types";
import { Panel } from "../parts/Panel";
import { Due } from "../status/Due";
import { t } from "../text";
import classes from "./home.module.css";
import { ListLink } from "./ListLink";

type Load = Home["locations"][number];

/** What each location has done today and still has to do, against its next cut-off. */
export function Capacity({ locations }: { locations: Load[] }) {
  const busy = locations.filter((location) => totalOf(location) > 0);
  return (
    <Panel title={t("home.capacity")} hint={t("home.capacityHint")} flush>
      {busy.length === 0 && <p className={classes.none}>{t("home.noCapacity")}</p>}
      <ul role="list" className={classes.tall} aria-label={t("home.capacity")}>
        {busy.map((location) => (
          <Location key={location.location} load={location} />
        ))}
      </ul>
    </Panel>
  );
}

const doneOf = ({ columns }: Load) => columns.find(({ column }) => column === "handed_over")?.orders ?? 0;
const totalOf = ({ columns }: Load) => columns.reduce((sum, { orders }) => sum + orders, 0);

function Location({ load }: { load: Load }) {
  const { location, name, late, late_link, next_dispatch, columns } = load;
  const done = doneOf(load);
  const total = totalOf(load);
  const link = columns.find(({ column }) => column !== "handed_over")?.link;
  return (
    <li className={classes.load}>
      <span className={classes.loadHead}>
        {link ? (
          <ListLink to={link} className={classes.grow}>
            <bdi>{name || location}</bdi>
          </ListLink>
        ) : (
          <bdi className={classes.grow}>{name || location}</bdi>
        )}
        <span className={classes.quiet}>{t("home.doneOf", { count: done, of: total })}</span>
      </span>
      <span className={classes.track} aria-hidden="true">
        <i data-late={late > 0 || undefined} style={{ width: `${(100 * done) / total}%` }} />
      </span>
      <span className={classes.loadHead}>
        {next_dispatch ? (
          <Due at={next_dispatch} what={t("home.cutOff")} />
        ) : (
          <span>{t("home.noCutOff")}</span>
        )}
        {late > 0 && <ListLink to={late_link}>{t("home.late", { count: late })}</ListLink>}
      </span>
    </li>
  );
}
