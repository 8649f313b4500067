import type { exceptions as english } from "../en/exceptions";
import type { Translated } from "../translated";

/** Texts of the area `exceptions`, in German. */
export const exceptions: Translated<typeof english> = {
  "exceptions.title": "Klärfälle",
  "exceptions.hint": "was eine Entscheidung braucht",
  "exceptions.filter": "Liste filtern",
  "exceptions.kind": "Art",
  "exceptions.anyKind": "Alle Arten",
  "exceptions.severity": "Schwere",
  "exceptions.anySeverity": "Jede Schwere",
  "exceptions.high": "Hoch",
  "exceptions.low": "Niedrig",
  "exceptions.solved": "Auch gelöste zeigen",
  "exceptions.loading": "Klärfälle werden geladen",
  "exceptions.shown": { one: "{count} Klärfall gezeigt", other: "{count} Klärfälle gezeigt" },
  "exceptions.clear": "Nichts zu klären",
  "exceptions.clearWhat":
    "Hier erscheinen Aufträge ohne Bestand, Fehlmengen beim Kommissionieren, unbekannte SKUs und Summen, die nicht aufgehen. Die meisten lösen sich von selbst, sobald die Ursache weg ist.",
  "exceptions.noMatch": "Kein Klärfall passt",
  "exceptions.noMatchWhat": "Nichts von dieser Art und Schwere wartet auf eine Entscheidung.",
  "exceptions.toOrder": "Auftrag öffnen",
  "exceptions.owner": "Zuständig: {owner}",
  "exceptions.resolve": "Klärfall lösen",
  "exceptions.dismiss": "Klärfall verwerfen",
  "exceptions.note": "Was getan wurde",
  "verb.acknowledge": "Annehmen",
  "verb.resolve": "Lösen",
  "verb.dismiss": "Verwerfen",
  "did.acknowledge": "Angenommen",
  "did.resolve": "Gelöst",
  "did.dismiss": "Verworfen",
  "exceptions.overdue": "Überfällig",
  "exceptions.mine": "Eigene",
};
