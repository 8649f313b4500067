import type { Said } from "../api/types";
import { addTexts, loadTexts } from ".";
import { say } from "./said";

// What stands beside says in English, whichever answer it is.
const english = ["detail", "message", "reason", "note"] as const;

/** An answer of the server with what it says in English said in the reader's language, where there are words for it. */
export async function retold<Body>(body: Body): Promise<Body> {
  await loadTexts();
  addTexts((await import("./de/refused")).refused);
  return retell(body) as Body;
}

function retell(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(retell);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = key === "says" ? part : retell(part);
  const says = copy.says as Said | undefined;
  const place = english.find((key) => typeof copy[key] === "string");
  if (says?.code && place) copy[place] = say([says], copy[place] as string).text;
  return copy;
}
