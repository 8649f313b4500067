import { humanize, t, type TextKey } from "../text";

const names: Record<string, TextKey> = {
  owner: "role.owner",
  operator: "role.operator",
  warehouse: "role.warehouse",
  support: "role.support",
  read_only: "role.read_only",
};

/** A role as people call it. */
export function roleName(role: string): string {
  const known = Object.hasOwn(names, role) ? names[role] : undefined;
  return known ? t(known) : humanize(role);
}
