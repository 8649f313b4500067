/** The languages that the control room speaks. */
export const languages = { en: "English", de: "Deutsch" } as const;

/** One of the languages. */
export type Language = keyof typeof languages;

const key = "switchyard-language";

const known = (value: string | null): value is Language => value !== null && value in languages;

/** What the reader chose here; undefined follows the browser. */
export function chosenLanguage(): Language | undefined {
  const stored = localStorage.getItem(key);
  return known(stored) ? stored : undefined;
}

/** Keeps the reader's choice, or follows the browser again. It holds from the next load on. */
export function chooseLanguage(next: Language | undefined) {
  if (next) localStorage.setItem(key, next);
  else localStorage.removeItem(key);
}

const wanted = navigator.languages.map((tag) => tag.split("-")[0]!).find(known);

/** The language of texts. */
export const language: Language = chosenLanguage() ?? wanted ?? "en";

/** How numbers and times are written: the reader's own region of the language, en-GB, de-CH. */
export const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

/** Tells the browser and screen readers which language the page is in. */
export function markLanguage() {
  document.documentElement.lang = language;
}
