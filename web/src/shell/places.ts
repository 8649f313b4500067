import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconBuildingWarehouse,
  IconClipboardList,
  IconHome,
  IconPackage,
  IconPlug,
  IconReceipt,
  IconRoute,
  IconSettings,
  IconTag,
  IconTruckDelivery,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { TextKey } from "../text";

/** A page that the rail, the palette and `g` lead to. */
export type Place = {
  to:
    | "/"
    | "/orders"
    | "/exceptions"
    | "/fulfillment"
    | "/inventory"
    | "/returns"
    | "/counts"
    | "/stock/transfers"
    | "/purchasing"
    | "/catalog"
    | "/routing"
    | "/channels"
    | "/customers"
    | "/settings";
  name: TextKey;
  icon: Icon;
  /** The key after g. */
  key: string;
  /** What the session must be allowed for the place to be shown. */
  needs?: string;
};

/** Places that belong together under one heading; the first has none. */
export type PlaceGroup = { name?: TextKey; places: Place[] };

/** The places of the control room; a place appears here when it works. */
export const placeGroups: PlaceGroup[] = [
  {
    places: [
      { to: "/", name: "nav.home", icon: IconHome, key: "h" },
      { to: "/orders", name: "nav.orders", icon: IconReceipt, key: "o", needs: "orders.read" },
      { to: "/exceptions", name: "nav.exceptions", icon: IconAlertTriangle, key: "e", needs: "orders.read" },
    ],
  },
  {
    name: "nav.goods",
    places: [
      { to: "/fulfillment", name: "nav.fulfillment", icon: IconPackage, key: "f", needs: "orders.read" },
      { to: "/returns", name: "nav.returns", icon: IconArrowBackUp, key: "r", needs: "returns.read" },
      { to: "/inventory", name: "nav.inventory", icon: IconBuildingWarehouse, key: "i", needs: "stock.read" },
      { to: "/counts", name: "nav.counts", icon: IconClipboardList, key: "n", needs: "stock.read" },
      {
        to: "/stock/transfers",
        name: "nav.transfers",
        icon: IconArrowsExchange,
        key: "t",
        needs: "stock.read",
      },
      {
        to: "/purchasing",
        name: "nav.purchasing",
        icon: IconTruckDelivery,
        key: "p",
        needs: "purchasing.read",
      },
      { to: "/catalog", name: "nav.catalog", icon: IconTag, key: "k", needs: "catalog.read" },
      { to: "/routing", name: "nav.routing", icon: IconRoute, key: "w", needs: "routing.read" },
    ],
  },
  {
    name: "nav.sales",
    places: [
      { to: "/channels", name: "nav.channels", icon: IconPlug, key: "c", needs: "channels.read" },
      { to: "/customers", name: "nav.customers", icon: IconUsers, key: "u", needs: "customers.read" },
    ],
  },
  {
    name: "nav.setup",
    places: [{ to: "/settings", name: "nav.settings", icon: IconSettings, key: "s", needs: "settings.read" }],
  },
];

/** The groups as a session sees them, those without a place left out. */
export function placesFor(permissions: string[]): PlaceGroup[] {
  return placeGroups
    .map((group) => ({
      ...group,
      places: group.places.filter(({ needs }) => !needs || permissions.includes(needs)),
    }))
    .filter((group) => group.places.length > 0);
}
