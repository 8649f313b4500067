import { ScanField } from "../fulfillment/ScanField";
import classes from "./purchasing.module.css";

type Props = { label: string; onScan: (code: string) => void; said: string };

/** The scanner's field, and what the last scan meant. */
export function ScanLine({ label, onScan, said }: Props) {
  return (
    <>
      <ScanField label={label} onScan={onScan} />
      <p className={classes.last} role="status">
        {said}
      </p>
    </>
  );
}
