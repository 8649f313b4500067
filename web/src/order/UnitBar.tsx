import type { Counters } from "../api/types";
import { t } from "../text";
import { placesOf } from "./units";
import classes from "./UnitBar.module.css";

const mostCells = 24;

/** Where a line's units are: a cell a unit, one bar when they are many, and the words. */
export function UnitBar({ counters }: { counters: Counters }) {
  const places = placesOf(counters);
  const total = places.reduce((sum, place) => sum + place.count, 0);
  const words = places.map((place) => t(`unit.${place.bucket}`, { count: place.count })).join(", ");
  return (
    <div>
      <div className={total > mostCells ? `${classes.bar} ${classes.many}` : classes.bar} aria-hidden="true">
        {total > mostCells
          ? places.map(({ bucket, count }) => (
              <i key={bucket} className={classes.unit} data-bucket={bucket} style={{ flex: count }} />
            ))
          : places.flatMap(({ bucket, count }) =>
              Array.from({ length: count }, (_, n) => (
                <i key={`${bucket}${n}`} className={classes.unit} data-bucket={bucket} />
              )),
            )}
      </div>
      <span className={classes.words}>{words}</span>
    </div>
  );
}
