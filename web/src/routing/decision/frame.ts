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

/** A label that has its place: the middle of its line, and on which side of its point it stands. */
export type Placed<L extends Label = Label> = L & { left: boolean; at: number };

type Box = { x: number; y: number; width: number; height: number };

const wide = 0.6; // of a sign, in parts of the font's size; names are rarely wider
const line = 1.15; // from one line to the next
const farthest = 40; // lines from its point, where the map is full

/** How far from its point a label begins, in parts of the font's size. */
export const gap = 0.6;

/**
 * Where labels stand so that none covers another: beside their points, right of them but for those near the
 * right edge; else on the other side; else as few lines above or below as it takes.
 */
export function placed<L extends Label>(labels: L[], frame: Frame, size: number): Placed<L>[] {
  const boxes: Box[] = [];
  return labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      const spots = spotsOf(label, frame, size);
      const free = spots.find((spot) => {
        const box = boxOf(spot, size);
        return within(box, frame) && !boxes.some((other) => overlap(box, other));
      });
      const chosen = free ?? spots[0]!;
      boxes.push(boxOf(chosen, size));
      return chosen;
    });
}

// The places that a label could take, the best first.
function spotsOf<L extends Label>(label: L, frame: Frame, size: number): Placed<L>[] {
  const left = label.x > frame.x + frame.width * 0.6;
  return Array.from({ length: farthest }, (_, n) => Math.ceil(n / 2) * (n % 2 ? 1 : -1)).flatMap((lines) =>
    [left, !left].map((side) => ({ ...label, left: side, at: label.y + lines * size * line })),
  );
}

function boxOf({ name, x, at, left }: Placed, size: number): Box {
  const width = [...name].length * size * wide;
  return {
    x: left ? x - size * gap - width : x + size * gap,
    y: at - (size * line) / 2,
    width,
    height: size * line,
  };
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height - 1e-6 && b.y < a.y + a.height - 1e-6;

const within = (box: Box, { x, y, width, height }: Frame) =>
  box.x >= x && box.x + box.width <= x + width && box.y >= y && box.y + box.height <= y + height;
