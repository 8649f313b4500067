import type { Said, SaidFact } from "../api/types";
import { figure, t, type TextKey } from ".";
import { money } from "./money";
import { dateTime, day } from "./time";

/** A text of the server as it is to be shown, and its language when that is not the reader's. */
export type Spoken = { text: string; lang: "en" | undefined };

/**
 * Says what the server says in the reader's language and formats. Sentences
 * that this version doesn't know, and texts of earlier versions that have none,
 * stay in English.
 */
export function say(all: readonly Said[] | undefined, english: string): Spoken {
  const sentences = (all ?? []).map(sentence);
  return sentences.length > 0 && sentences.every((each) => each !== undefined)
    ? { text: sentences.join(" "), lang: undefined }
    : { text: english, lang: "en" };
}

function sentence({ code, facts = {} }: Said): string | undefined {
  const key = `said.${code}`;
  const values = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, valueOf(name, fact)]));
  const text = t(key as TextKey, values);
  return text === key ? undefined : text;
}

// The count stays a number: it picks the plural.
const valueOf = (name: string, fact: SaidFact) =>
  name === "count" && fact.number !== undefined ? fact.number : wordsOf(fact);

function wordsOf({ text, word, list, more, number, amount, currency, at, day: date }: SaidFact): string {
  if (word) return sentence({ code: word }) ?? word;
  if (number !== undefined) return figure(number);
  if (amount) return money(amount, currency ?? "");
  if (at) return dateTime(at);
  if (date) return day(`${date}T12:00:00`);
  if (list) return more ? t("list.andMore", { list: list.join(", "), count: more }) : list.join(", ");
  return text ?? "";
}
