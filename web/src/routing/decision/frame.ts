import { isLand, project, size } from "../../settings/world";

/** A point on the globe, in degrees. */
export type Place = { latitude: number; longitude: number };

/** A stretch of the map, in its own units. */
export type Frame = { x: number; y: number; width: number; height: number };

const leastWidth = 24; // degrees; nearer, the rough coast says nothing
const ratio = 1.6; // width to height
const dotsAcross = 56;

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

/** The land of a frame as dots on a grid: a path of SVG that is stroked with round ends. */
export function dotsOf({ x, y, width, height }: Frame): string {
  const step = width / dotsAcross;
  const rows = Math.floor(height / step);
  const dots: string[] = [];
  for (let row = 0; row <= rows; row += 1) {
    for (let n = 0; n <= dotsAcross; n += 1) {
      const [left, top] = [x + n * step, y + row * step];
      if (isLand(left, top)) dots.push(`M${left.toFixed(2)} ${top.toFixed(2)}h0`);
    }
  }
  return dots.join("");
}

/** A label and where its point is. */
export type Label = { name: string; x: number; y: number };

/**
 * Where labels stand: right of their points, or left of those near the right edge, each a line below the one
 * that it would cover.
 */
export function placed(
  labels: Label[],
  frame: Frame,
  size: number,
): (Label & { left: boolean; at: number })[] {
  const middle = frame.x + frame.width * 0.6;
  const done: (Label & { left: boolean; at: number })[] = [];
  for (const label of labels.toSorted((a, b) => a.y - b.y)) {
    const left = label.x > middle;
    let at = label.y;
    for (const other of done) {
      const near = Math.abs(other.x - label.x) < size * 8;
      if (other.left === left && near && at - other.at < size * 1.15) at = other.at + size * 1.15;
    }
    done.push({ ...label, left, at });
  }
  return done;
}
