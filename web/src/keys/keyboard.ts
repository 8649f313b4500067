/** Where a command belongs in the palette and on the sheet of keys; `list`, moving around, is done by keys only. */
export type CommandGroup = "page" | "list" | "create" | "place" | "app";

/** Something that can be done from anywhere on the present page, by name or by keys. */
export type Command = {
  /** A verb and its noun, as on a button. */
  name: string;
  /** Plain keys one after the other, `g o`; none when only the palette offers it. */
  keys?: string;
  group: CommandGroup;
  run: () => void;
};

const burstGap = 40; // ms; people type slower, scanners faster
const shortestCode = 4; // characters; a burst below it is a person with quick fingers
const sequencePause = 1_500; // ms between the keys of `g o`

/**
 * Reads the keys that no field takes. A scanner is a keyboard that types a code
 * within milliseconds and ends it with Enter; so keys wait for a moment of rest
 * before they count as commands, and a code never fires the shortcuts that its
 * letters happen to be.
 */
export class Keyboard {
  private commands: Command[] = [];
  private listeners = new Set<() => void>();
  private burst: string[] = [];
  private rest: ReturnType<typeof setTimeout> | undefined;
  private begun: { keys: string; at: number } = { keys: "", at: 0 };

  constructor(private readonly onScan: (code: string) => void) {}

  /** Adds commands until the returned function is called; the latest of the same keys wins. */
  add(commands: Command[]): () => void {
    this.change([...this.commands, ...commands]);
    return () => this.change(this.commands.filter((command) => !commands.includes(command)));
  }

  /** All commands of the present page. */
  list = (): Command[] => this.commands;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Takes a key and tells whether it is spoken for: its usual effect is then to be prevented. */
  press(key: string, repeated = false): boolean {
    if (key === "Enter") return this.end();
    if (key.length !== 1) return false;
    if (repeated) {
      this.command(key);
      return true;
    }
    this.burst.push(key);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), burstGap);
    return this.burst.length > 1 || this.meaning(key) !== "nothing";
  }

  private change(commands: Command[]) {
    this.commands = commands;
    this.listeners.forEach((tell) => tell());
  }

  private end(): boolean {
    clearTimeout(this.rest);
    const code = this.burst.join("");
    if (code.length < shortestCode) {
      this.settle();
      return false;
    }
    this.burst = [];
    this.onScan(code);
    return true;
  }

  private settle() {
    const keys = this.burst.splice(0);
    if (keys.length < shortestCode) keys.forEach((key) => this.command(key));
  }

  private sequence(key: string): string {
    const fresh = Date.now() - this.begun.at < sequencePause;
    return this.begun.keys && fresh ? `${this.begun.keys} ${key}` : key;
  }

  private meaning(key: string): "command" | "beginning" | "nothing" {
    const keys = this.sequence(key);
    if (this.commands.some((command) => command.keys === keys)) return "command";
    return this.commands.some((command) => command.keys?.startsWith(`${keys} `)) ? "beginning" : "nothing";
  }

  private command(key: string) {
    const keys = this.sequence(key);
    const meaning = this.meaning(key);
    this.begun = meaning === "beginning" ? { keys, at: Date.now() } : { keys: "", at: 0 };
    if (meaning === "command") this.commands.findLast((command) => command.keys === keys)?.run();
  }
}
