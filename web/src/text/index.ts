import type { en } from "./en";
import { first } from "./en/first";
import { language, locale } from "./language";
import type { Plural, Translated } from "./translated";

/** The name of a text. */
export type TextKey = keyof typeof en;

type Values = Record<string, string | number> & { count?: number };

// English is part of the first load; another language is a chunk that is
// waited for before anything is drawn. Of both, only what a first visit draws:
// first.test.ts sees to it.
let texts: Partial<Translated<typeof en>> = language === "de" ? (await import("./de/first")).first : first;

let loading: Promise<void> | undefined;

/** Loads the texts of all the other views, once; a view waits for it before it is drawn. */
export function loadTexts(): Promise<void> {
  const all = language === "de" ? import("./de").then(({ de }) => de) : import("./en").then(({ en }) => en);
  loading ??= all.then(
    (loaded) => {
      texts = loaded;
    },
    (error: unknown) => {
      loading = undefined; // the network may be back when it is asked for again
      throw error;
    },
  );
  return loading;
}

/** Adds texts that only some answers need, to those that are loaded. */
export function addTexts(more: Record<string, string | Plural>) {
  texts = { ...texts, ...more };
}

/** Loads a part of a first view that says what the first visit doesn't, and the texts with it. */
export const withTexts = <T>(part: Promise<T>): Promise<T> =>
  Promise.all([part, loadTexts()]).then(([loaded]) => loaded);

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(locale);

/** Gives a text of the catalog with its values filled in. */
export function t(key: TextKey, values: Values = {}): string {
  const entry: string | Plural = texts[key] ?? key;
  const form =
    typeof entry === "string" ? entry : entry[plurals.select(values.count ?? 0) === "one" ? "one" : "other"];
  return form.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

/** Whether there is a text of that name. */
export const has = (key: string): key is TextKey => key in texts;

/** A whole number as the reader's language writes it. */
export const figure = (n: number) => numbers.format(n);

/** A value of the API as words, for vocabularies that this version doesn't know. */
export function humanize(value: string): string {
  const words = value.replace(/[._-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
