import { useQuery } from "@tanstack/react-query";
import { useMay } from "../act/useAct";
import { exceptionOwnersQuery } from "../api/exceptions";
import type { PossibleOwner } from "../api/types";
import { t } from "../text";

/** Who can own exceptions, and what they are called. */
export function usePeople() {
  const may = useMay();
  const { data: people = [] } = useQuery({ ...exceptionOwnersQuery, enabled: may("exceptions.work") });
  return {
    people,
    /** The caller, as an exception's owner is written. */
    me: people.find((one) => one.me)?.owner,
    /** The name of an owner, for the reader. */
    nameOf: (owner: string) => nameOf(owner, people),
  };
}

function nameOf(owner: string, people: PossibleOwner[]): string {
  if (owner === "system") return t("queue.itself");
  const known = people.find((one) => one.owner === owner);
  if (known?.me) return t("queue.you");
  return known?.name ?? owner.replace(/^user:/, "");
}
