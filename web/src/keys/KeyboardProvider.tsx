import { useEffect, useState, type ReactNode } from "react";
import { KeyboardContext } from "./commands";
import { Keyboard } from "./keyboard";

type Props = {
  /** What a scanned code leads to; the first that is given stays. */
  onScan: (code: string) => void;
  /** ⌘K or Ctrl-K, which works in fields too. */
  onPalette: () => void;
  children: ReactNode;
};

/** Listens to the keys that nothing else takes. */
export function KeyboardProvider({ onScan, onPalette, children }: Props) {
  const [keyboard] = useState(() => new Keyboard(onScan));
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isPalette(event)) onPalette();
      else if (isTaken(event) || !keyboard.press(event.key, event.repeat)) return;
      event.preventDefault();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [keyboard, onPalette]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

const isPalette = (event: KeyboardEvent) =>
  (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";

// Fields, open menus and dialogs take their keys themselves.
const takers =
  "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog], [role=menu]";

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element && event.target.closest(takers) !== null;
}
