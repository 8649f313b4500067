import { has, t } from "../text";

/** What work in the background is called; one that this version doesn't know by its code. */
export function jobName(kind: string): string {
  const key = `job.${kind}`;
  return has(key) ? t(key) : kind;
}
