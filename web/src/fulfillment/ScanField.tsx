import { IconBarcode } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { t } from "../text";
import classes from "./station.module.css";

type Props = {
  label: string;
  onScan: (code: string) => void;
  /** Enter on the empty field. */
  onEmpty?: () => void;
};

const longest = 200;

/**
 * Where a scanner types. It takes the focus back whenever something is typed
 * outside a field, so that no scan is lost; on a phone the keyboard stays away
 * until it is asked for.
 */
export function ScanField({ label, onScan, onEmpty }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    field.current?.focus();
    const catchKeys = (event: KeyboardEvent) => {
      if (!isTyped(event) || isField(event.target)) return;
      event.stopPropagation();
      field.current?.focus();
    };
    // Before any shortcut of the page sees the key.
    document.addEventListener("keydown", catchKeys, true);
    return () => document.removeEventListener("keydown", catchKeys, true);
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    const input = field.current!;
    const code = input.value.trim();
    input.value = "";
    if (code) onScan(code);
    else onEmpty?.();
  }
  function type() {
    setTyping(!typing);
    field.current?.focus();
  }
  return (
    <form className={classes.scan} onSubmit={submit}>
      <IconBarcode size={24} stroke={1.75} aria-hidden="true" />
      <input
        ref={field}
        aria-label={label}
        placeholder={label}
        inputMode={typing ? "text" : "none"}
        maxLength={longest}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="done"
      />
      <button type="button" className={classes.link} aria-pressed={typing} onClick={type}>
        {t("station.type")}
      </button>
    </form>
  );
}

const isTyped = (event: KeyboardEvent) =>
  event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
