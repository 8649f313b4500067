import type { LotStock } from "../api/types";
import { t } from "../text";

/** How soon a lot has to be sold: from so many days on it is amber. */
const soonDays = 30;

/** What there is to say of how long a lot may be sold, and how urgent it is; nothing for one that keeps. */
export function shelfLife({ days_left: left, past }: Pick<LotStock, "days_left" | "past">) {
  if (past) return { value: "past", word: t("lot.past") } as const;
  if (left === null || left === undefined) return undefined;
  const word = left === 0 ? t("lot.lastDay") : t("lot.left", { count: left });
  return { value: left <= soonDays ? "soon" : "good", word } as const;
}

/** The serial numbers of a text, one on each line or with spaces, commas or semicolons between. */
export const serialsOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** What a form says of the lot or the serial numbers of units, as the API takes it. */
export function namesOf(form: FormData, prefix = "") {
  const text = (name: string) => String(form.get(prefix + name) ?? "").trim();
  const serials = serialsOf(text("serials"));
  return {
    lot: text("lot") || undefined,
    expires_on: text("expires_on") || undefined,
    serials: serials.length > 0 ? serials : undefined,
  };
}
