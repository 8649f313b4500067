import { project, size } from "../../settings/world";

/** A point on the globe, in degrees. */
export type Place = { latitude: number; longitude: number };

/** A stretch of the map, in its own units. */
export type Frame = { x: number; y: number; width: number; height: number };

const leastWidth = 24; // degrees; nearer, the rough coast says nothing
const ratio = 2; // width to height

/** The stretch of the map that shows all places, with room around them. */
export function frameOf(places: Place[]): Frame {
  if (places.length === 0) return { x: 0, y: 0, ...size };
  const points = places.map(({ latitude, longitude }) => project(latitude, longitude));
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const width = Math.max(leastWidth, (right - left) * 1.3, (bottom - top) * 1.5 * ratio);
  const height = width / ratio;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

/** A line from one place to another that bows a little, as a path of SVG. */
export function arc(from: Place, to: Place): string {
  const [a, b] = [project(from.latitude, from.longitude), project(to.latitude, to.longitude)];
  const bow = Math.hypot(b.x - a.x, b.y - a.y) * 0.18;
  return `M${a.x} ${a.y}Q${(a.x + b.x) / 2} ${(a.y + b.y) / 2 - bow} ${b.x} ${b.y}`;
}
