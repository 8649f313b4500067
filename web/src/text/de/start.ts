import type { Translated } from "../translated";
import type { start as english } from "../en/start";

/** Texte des Bereichs `start`: die ersten Schritte einer neuen Installation. */
export const start: Translated<typeof english> = {
  "start.title": "Bis zum ersten versandten Auftrag",
  "start.noOrders": "Noch keine Aufträge",
  "start.noOrdersWhat": "Sie erscheinen hier, sobald sie eingehen.",
  "start.done": "Erledigt",
  "start.open": "Offen",
  "start.location": "Einen Standort anlegen",
  "start.locationWhat": "Wo die Ware liegt und die Pakete abgehen.",
  "start.locationVerb": "Standort anlegen",
  "start.skus": "Die Artikel importieren",
  "start.skusWhat":
    "Eine Datei mit einer Zeile je SKU: ein Code genügt, mit Titel ist es besser. Zuerst kommt ein Probelauf.",
  "start.skusVerb": "SKUs importieren",
  "start.stock": "Den Bestand importieren",
  "start.stockWhat": "Eine Datei mit SKUs und den gezählten Mengen.",
  "start.stockVerb": "Bestand importieren",
  "start.orders": "Aufträge importieren",
  "start.ordersWhat": "Eine Datei mit einer Zeile je Position. Die Ware wird sofort zugeteilt.",
  "start.ordersVerb": "Aufträge importieren",
  "start.ship": "Einen Auftrag versenden",
  "start.shipWhat":
    "Auf seiner Seite freigeben, kommissionieren, packen und versenden; das Etikett entsteht dabei.",
  "start.shipVerb": "Den neuesten Auftrag öffnen",
  "start.connect": "Oder einen Shop verbinden: seine Aufträge kommen von selbst",
  "start.demo":
    "Um sich erst umzusehen, spielt dieser Befehl einen simulierten Shop neben dieser Installation:",
};
