/** An instant to come back at that is worth a button. */
export type SnoozeChoice = { name: "hour" | "hours" | "tomorrow" | "monday"; at: Date };

const hour = 3_600_000; // ms
const morning = 8; // o'clock, in the reader's zone

/** The usual times to come back; each morning once. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const choices: SnoozeChoice[] = [
    { name: "hour", at: new Date(now.getTime() + hour) },
    { name: "hours", at: new Date(now.getTime() + 4 * hour) },
    { name: "tomorrow", at: morningIn(1, now) },
  ];
  return untilMonday === 1 ? choices : [...choices, { name: "monday", at: morningIn(untilMonday, now) }];
}

function morningIn(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}
