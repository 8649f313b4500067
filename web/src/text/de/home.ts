import type { home as english } from "../en/home";
import type { Translated } from "../translated";

/** Texts of the area `home`, in German. */
export const home: Translated<typeof english> = {
  "demo.title": "Ein simulierter Shop",
  "demo.what":
    "Aufträge, Kunden und Bestand erfindet ein simulierter Laden auf diesem Rechner. Nichts wird verkauft, berechnet oder versandt, und nichts verlässt den Rechner.",
  "demo.real": "Einen echten mit eigenen Daten starten:",
  "demo.hide": "Karte ausblenden",
  "home.title": "Start",
  "home.new": { one: "{count} neuer", other: "{count} neue" },
  "home.show": "Zeigen",
  "home.pause": "Anhalten",
  "home.resume": "Weiter",
  "home.paused": "Angehalten",
  "home.arriving": "Im Eingang und unterwegs",
  "home.arrivingHint": "die neuesten Aufträge zuerst",
  "home.funnel": "Aufträge auf dem Weg",
  "home.funnelHint": { one: "vom neuesten Auftrag", other: "von den neuesten {count} Aufträgen" },
  "home.oldest": "ältester {age}",
  "home.clear": "frei",
  "home.held": { one: "{count} gesperrt", other: "{count} gesperrt" },
  "home.ticker": "Letzte Ereignisse",
  "home.tickerEmpty": "Ereignisse erscheinen hier, sobald sie geschehen.",
  "home.empty": "Noch keine Aufträge",
  "home.emptyWhat":
    "Der erste erscheint hier im Augenblick seines Eingangs. Einen über die API schicken oder eine Datei importieren:",
  "door.file": "Eine Datei importieren",
  "door.fileWhat": "Aufträge, SKUs oder Bestand aus CSV oder XLSX, zuerst als Probelauf.",
  "door.shop": "Einen Shop verbinden",
  "door.shopWhat":
    "Der Befehl listet Konnektoren und ihre Einstellungen; sie gehen per POST an /api/v1/connections.",
  "door.demo": "In der Demo-Welt umsehen",
  "door.demoWhat": "Ein simulierter Shop neben dieser Installation, mit eigenen Daten.",
  "stage.new": "Neu",
  "stage.allocated": "Zugeteilt",
  "stage.released": "Freigegeben",
  "stage.picked": "Kommissioniert",
  "stage.packed": "Verpackt",
  "stage.shipped": "Versandt",
  "stage.delivered": "Zugestellt",
  "stage.canceled": "Storniert",
};
