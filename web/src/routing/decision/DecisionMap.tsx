import type { RoutingWhy } from "../../api/types";
import { project } from "../../settings/world";
import { t } from "../../text";
import classes from "./decision.module.css";
import { arc, dotsOf, frameOf, gap, placed } from "./frame";
import type { Names } from "./words";

type Props = {
  why: Pick<RoutingWhy, "candidates" | "destination">;
  /** What locations are called; their codes when absent. */
  names?: Names;
  /** What the destination is called, such as its city. */
  goal?: string;
};

/** Where the candidates are and where the order goes: the ways taken in color, the others dashed. */
export function DecisionMap({ why, names, goal }: Props) {
  const nodes = why.candidates.flatMap(({ location, chosen, place }) =>
    place ? [{ name: names?.get(location) ?? location, chosen, place }] : [],
  );
  const to = why.destination;
  if (nodes.length === 0) return null;
  const frame = frameOf([...nodes.map(({ place }) => place), ...(to ? [to] : [])]);
  const dot = frame.width / 100;
  const size = dot * 3.2;
  const end = to && project(to.latitude, to.longitude);
  const taken = nodes.filter(({ chosen }) => chosen).map(({ name }) => name);
  const labels = [
    ...nodes.map(({ name, place }) => ({
      name: shortened(name),
      isMain: taken.includes(name),
      ...project(place.latitude, place.longitude),
    })),
    ...(end && goal ? [{ name: shortened(goal), isMain: true, ...end }] : []),
  ];
  return (
    <svg
      viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
      className={classes.map}
      role="img"
      aria-label={t("decision.map", { count: nodes.length, taken: taken.join(", ") || "–" })}
    >
      <path d={dotsOf(frame)} className={classes.land} strokeWidth={dot * 0.45} />
      {to &&
        nodes.map(({ name, chosen, place }, n) => (
          <path
            key={`${name}${n}`}
            d={arc(place, to)}
            className={classes.way}
            data-chosen={chosen || undefined}
          />
        ))}
      {nodes.map(({ name, chosen, place }, n) => {
        const { x, y } = project(place.latitude, place.longitude);
        const isChosen = chosen || undefined;
        return (
          <circle key={`${name}${n}`} cx={x} cy={y} r={dot} className={classes.dot} data-chosen={isChosen} />
        );
      })}
      {end && (
        <rect
          x={end.x - dot}
          y={end.y - dot}
          width={dot * 2}
          height={dot * 2}
          rx={dot * 0.3}
          className={classes.goal}
        />
      )}
      {placed(labels, frame, size).map(({ name, x, at, left, isMain }, n) => (
        <text
          key={`${name}${n}`}
          x={x + size * (left ? -gap : gap)}
          y={at + size * 0.35}
          textAnchor={left ? "end" : "start"}
          fontSize={size}
          strokeWidth={size * 0.3}
          className={classes.name}
          data-chosen={isMain || undefined}
        >
          {name}
        </text>
      ))}
    </svg>
  );
}

const longestName = 24; // characters beside a dot

const shortened = (name: string) => {
  const signs = [...name];
  return signs.length > longestName ? `${signs.slice(0, longestName - 1).join("")}…` : name;
};
