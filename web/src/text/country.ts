import { locale } from "./language";

const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });

/** A country by its name; a code that is none, as channels may send, stays as it is. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
