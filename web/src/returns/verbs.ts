import type { Return } from "../api/types";

/** What may be done to a return beside inspecting and resolving it. */
export type ReturnVerb = "approve" | "receive" | "send" | "keep" | "decline" | "cancel";

/** What the state and the role allow, the next step first. */
export function verbsOf(
  { status, lines }: Pick<Return, "status" | "lines">,
  may: (permission: string) => boolean,
): ReturnVerb[] {
  const writes = may("returns.write");
  const waits = status === "approved" || status === "in_transit";
  const comes = waits || status === "requested" || status === "received";
  const open = lines.some((line) => line.open > 0);
  const verbs: [ReturnVerb, boolean][] = [
    ["approve", writes && status === "requested"],
    ["receive", may("returns.work") && comes && open],
    ["send", writes && waits],
    ["keep", writes && (status === "requested" || waits)],
    ["decline", writes && status === "requested"],
    ["cancel", writes && waits],
  ];
  return verbs.filter(([, allowed]) => allowed).map(([verb]) => verb);
}
