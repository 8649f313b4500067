import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { Keyboard, type Command } from "./keyboard";

/** The keyboard of the control room; outside it keys do nothing. */
export const KeyboardContext = createContext(new Keyboard(() => undefined));

/**
 * Offers commands while the component is on the screen: the palette lists them,
 * their keys run them, and the sheet of keys explains them.
 */
export function useCommands(commands: Command[]): void {
  const keyboard = useContext(KeyboardContext);
  const run = useEffectEvent((at: number) => commands[at]?.run());
  const offered = JSON.stringify(commands);
  useEffect(() => {
    const known = JSON.parse(offered) as Omit<Command, "run">[];
    return keyboard.add(known.map((command, at) => ({ ...command, run: () => run(at) })));
  }, [keyboard, offered]);
}

/** Every command of the present page. */
export function useAllCommands(): Command[] {
  const keyboard = useContext(KeyboardContext);
  return useSyncExternalStore(keyboard.subscribe, keyboard.list);
}
