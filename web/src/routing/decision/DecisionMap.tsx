import type { RoutingWhy } from "../../api/types";
import { land, project } from "../../settings/world";
import { t } from "../../text";
import classes from "./decision.module.css";
import { arc, frameOf } from "./frame";

/** Where the candidates are and where the order goes: the ways taken in color, the others dashed. */
export function DecisionMap({ why }: { why: Pick<RoutingWhy, "candidates" | "destination"> }) {
  const placed = why.candidates.flatMap(({ location, chosen, place }) =>
    place ? [{ location, chosen, place }] : [],
  );
  const to = why.destination;
  if (placed.length === 0) return null;
  const frame = frameOf([...placed.map(({ place }) => place), ...(to ? [to] : [])]);
  const dot = frame.width / 110;
  const taken = placed.filter(({ chosen }) => chosen).map(({ location }) => location);
  return (
    <svg
      viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
      className={classes.map}
      role="img"
      aria-label={t("decision.map", { count: placed.length, taken: taken.join(", ") || "–" })}
    >
      <path d={land} className={classes.land} />
      {to &&
        placed.map(({ location, chosen, place }) => (
          <path key={location} d={arc(place, to)} className={classes.way} data-chosen={chosen || undefined} />
        ))}
      {placed.map(({ location, chosen, place }) => {
        const { x, y } = project(place.latitude, place.longitude);
        return (
          <g key={location} className={classes.node} data-chosen={chosen || undefined}>
            <circle cx={x} cy={y} r={dot} />
            <text x={x + dot * 1.5} y={y + dot} fontSize={dot * 3.2}>
              {location}
            </text>
          </g>
        );
      })}
      {to && (
        <path
          className={classes.goal}
          d={`M${project(to.latitude, to.longitude).x} ${project(to.latitude, to.longitude).y}m${-dot} ${-dot}h${dot * 2}v${dot * 2}h${-dot * 2}z`}
        >
          <title>{t("decision.goal")}</title>
        </path>
      )}
    </svg>
  );
}
