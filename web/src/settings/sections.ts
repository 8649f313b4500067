import type { TextKey } from "../text";

/** A page of the settings. */
export type Section = {
  to:
    | "/settings/locations"
    | "/settings/transit"
    | "/routing/rates"
    | "/routing/markets"
    | "/settings/promise"
    | "/settings/users"
    | "/settings/roles"
    | "/settings/tokens"
    | "/settings/webhooks"
    | "/settings/audit"
    | "/settings/jobs"
    | "/settings/data";
  name: TextKey;
  /** One sentence on what it is for. */
  what: TextKey;
  /** What the session must be allowed for the page to be shown. */
  needs: string;
};

/** The pages of the settings, those that are used first first. */
export const sections: Section[] = [
  { to: "/settings/locations", name: "locations.title", what: "locations.hint", needs: "locations.read" },
  { to: "/settings/transit", name: "transit.title", what: "transit.hint", needs: "locations.read" },
  { to: "/routing/rates", name: "rates.title", what: "rates.what", needs: "routing.read" },
  { to: "/routing/markets", name: "markets.title", what: "markets.what", needs: "routing.read" },
  { to: "/settings/promise", name: "basket.title", what: "basket.hint", needs: "stock.reserve" },
  { to: "/settings/data", name: "data.title", what: "data.hint", needs: "orders.read" },
  { to: "/settings/users", name: "users.title", what: "users.hint", needs: "users.manage" },
  { to: "/settings/roles", name: "roles.title", what: "roles.hint", needs: "settings.read" },
  { to: "/settings/tokens", name: "tokens.title", what: "tokens.hint", needs: "tokens.manage" },
  { to: "/settings/webhooks", name: "webhooks.title", what: "webhooks.hint", needs: "webhooks.manage" },
  { to: "/settings/jobs", name: "jobs.title", what: "jobs.hint", needs: "jobs.manage" },
  { to: "/settings/audit", name: "audit.title", what: "audit.hint", needs: "audit.read" },
];
