import { has, humanize, t } from "../text";

/** What a kind of trouble is called. */
export function kindName(kind: string): string {
  const key = `kind.${kind}`;
  return has(key) ? t(key) : humanize(kind);
}
