/** The roles, from the one that may most. */
export const roles = ["owner", "operator", "warehouse", "support", "read_only"] as const;

/** One of the roles. */
export type Role = (typeof roles)[number];

/**
 * What each permission is granted to, as docs/roles.md has it: a test keeps the
 * two alike. It is for reading; what a session may do, the server says.
 */
export const grants = {
  "orders.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "orders.write": ["owner", "operator", "support"],
  "orders.cancel": ["owner", "operator", "support"],
  "fulfillment.work": ["owner", "operator", "warehouse"],
  "money.record": ["owner", "operator", "support"],
  "money.refund": ["owner", "operator", "support"],
  "returns.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "returns.write": ["owner", "operator", "support"],
  "returns.work": ["owner", "operator", "warehouse"],
  "exceptions.work": ["owner", "operator", "warehouse", "support"],
  "customers.read": ["owner", "operator", "support", "read_only"],
  "customers.write": ["owner", "operator", "support"],
  "stock.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "stock.reserve": ["owner", "operator", "support"],
  "stock.write": ["owner", "operator", "warehouse"],
  "counts.manage": ["owner", "operator"],
  "purchasing.read": ["owner", "operator", "warehouse", "read_only"],
  "purchasing.write": ["owner", "operator"],
  "catalog.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "catalog.write": ["owner", "operator"],
  "locations.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "locations.write": ["owner", "operator"],
  "channels.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "channels.write": ["owner", "operator"],
  "routing.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "routing.write": ["owner", "operator"],
  "views.share": ["owner", "operator"],
  "reports.read": ["owner", "operator", "support", "read_only"],
  "events.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "jobs.manage": ["owner", "operator"],
  "webhooks.manage": ["owner"],
  "settings.read": ["owner", "operator", "warehouse", "support", "read_only"],
  "settings.write": ["owner"],
  "users.manage": ["owner"],
  "tokens.manage": ["owner"],
  "audit.read": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

/** One of the permissions. */
export type Permission = keyof typeof grants;

export const permissions = Object.keys(grants) as Permission[];
