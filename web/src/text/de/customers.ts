import type { customers as english } from "../en/customers";
import type { Translated } from "../translated";

/** Texts of the area `customers`, in German. */
export const customers: Translated<typeof english> = {
  "customers.title": "Kunden",
  "customers.hint": "wer kauft und wie man sie erreicht",
  "customers.filter": "Kunden filtern",
  "customers.search": "Name, E-Mail-Adresse",
  "customers.new": "Neuer Kunde",
  "customers.edit": "Kunden bearbeiten",
  "customers.loading": "Kunden werden geladen",
  "customers.shown": { one: "{count} Kunde gezeigt", other: "{count} Kunden gezeigt" },
  "customers.noMatch": "Kein Kunde passt",
  "customers.noMatchWhat":
    "Kunden werden über den Anfang der E-Mail-Adresse oder eines Wortes im Namen gefunden.",
  "customers.empty": "Noch keine Kunden",
  "customers.emptyWhat": "Sie kommen mit ihren Aufträgen; eine E-Mail-Adresse ist ein Kunde.",
  "customers.name": "Name",
  "customers.email": "E-Mail-Adresse",
  "customers.emailWhat": "Eine Adresse ist ein Kunde; sie ändert sich nie",
  "customers.phone": "Telefon",
  "customers.note": "Notiz",
  "customers.noteWhat": "für alle, die hier arbeiten",
  "customers.noNote": "Nichts notiert.",
  "customers.since": "Bekannt seit",
  "customers.contact": "Kontakt",
  "customers.orders": "Aufträge",
  "customers.noOrders": "Keine Aufträge",
  "customers.noOrdersWhat": "Aufträge mit dieser E-Mail-Adresse erscheinen hier, sobald sie eingehen.",
  "customers.addresses": "Adressen",
  "customers.noAddress": "Kein Auftrag hatte eine Adresse.",
  "customers.addressOrders": {
    one: "{count} Auftrag, am {when}",
    other: "{count} Aufträge, zuletzt am {when}",
  },
  "customers.missing": "Diesen Kunden gibt es nicht",
  "customers.missingWhat": "Der Link ist vielleicht alt.",
  "customers.back": "Alle Kunden zeigen",
  "did.createCustomer": "{name} ist jetzt Kunde",
};
