import classes from "./parts.module.css";

const widths = [
  [72, 38, 56],
  [64, 30, 72],
  [80, 44, 48],
  [68, 34, 64],
];

/** Rows at their true height while a list loads; it appears only after a moment. */
export function Skeleton({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div className={classes.bars} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden="true">
          <i style={{ width: widths[row % 4]![0] }} />
          <i style={{ width: `${widths[row % 4]![1]}%` }} />
          <i style={{ width: widths[row % 4]![2], marginLeft: "auto" }} />
        </div>
      ))}
    </div>
  );
}
