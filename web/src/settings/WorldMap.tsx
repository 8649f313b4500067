import type { Location } from "../api/types";
import { t } from "../text";
import classes from "./settings.module.css";
import { land, project, size } from "./world";

/** Where the locations are, those with coordinates; the list beside it says the same in words. */
export function WorldMap({ locations }: { locations: Location[] }) {
  const placed = locations.flatMap(({ id, name, active, address: { latitude, longitude } }) =>
    latitude === undefined || longitude === undefined
      ? []
      : [{ id, name, active, ...project(latitude, longitude) }],
  );
  if (placed.length === 0) return null;
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className={classes.map}
      role="img"
      aria-label={t("locations.map", { count: placed.length })}
    >
      <path d={land} className={classes.land} />
      {placed.map(({ id, name, active, x, y }) => (
        <circle key={id} cx={x} cy={y} r="2.4" className={classes.dot} data-off={active ? undefined : ""}>
          <title>{name}</title>
        </circle>
      ))}
    </svg>
  );
}
