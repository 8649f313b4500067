import type { orders as english } from "../en/orders";
import type { Translated } from "../translated";

/** Texts of the area `orders`, in German. */
export const orders: Translated<typeof english> = {
  "orders.title": "Aufträge",
  "orders.hint": "Zeiten in {zone}",
  "orders.filter": "Liste filtern",
  "orders.filterPlaceholder": "Nummer, Person, E-Mail, SKU, Sendungsnummer",
  "orders.status": "Status",
  "orders.anyStatus": "Jeder Status",
  "orders.new": { one: "{count} neuer Auftrag", other: "{count} neue Aufträge" },
  "orders.show": "Zeigen",
  "orders.shown": { one: "{count} Auftrag gezeigt", other: "{count} Aufträge gezeigt" },
  "orders.more": "Mehr laden",
  "orders.loading": "Aufträge werden geladen",
  "orders.all": "das sind alle",
  "orders.noMatch": "Kein Auftrag passt",
  "orders.noMatchWhat":
    "Dieser Filter findet nichts. Aufträge werden über Nummer, Name oder E-Mail des Käufers, SKU oder Sendungsnummer gefunden.",
  "orders.clear": "Filter leeren",
  "column.order": "Auftrag",
  "column.channel": "Kanal",
  "column.customer": "Kunde",
  "column.location": "Standort",
  "column.status": "Status",
  "column.payment": "Zahlung",
  "column.total": "Summe",
  "column.age": "Alter",
};
