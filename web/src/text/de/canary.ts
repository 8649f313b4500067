import type { canary as english } from "../en/canary";
import type { Translated } from "../translated";

/** Texts of the area `canary`, in German. */
export const canary: Translated<typeof english> = {
  "canary.title": "Erprobung",
  "canary.loading": "Erprobungen werden geladen",
  "canary.start": "Erprobung beginnen",
  "canary.startWhat":
    "eine Version entscheidet erst über einen Teil der Aufträge, bevor sie über alle entscheidet",
  "canary.noVersion":
    "Es gibt keine Version, die noch nie galt. Ein Durchlauf macht eine aus dem Entwurf und prüft sie:",
  "canary.version": "Version",
  "canary.shareOf": "Anteil der Aufträge (%)",
  "canary.shareWhat": "Ein Auftrag ist immer auf derselben Seite, auf jedem Server.",
  "canary.shareWider": "Ein größerer Anteil behält jeden Auftrag des kleineren.",
  "canary.channels": "Nur diese Kanäle",
  "canary.channelsWhat": "Keiner: alle.",
  "canary.guards": "Sie stoppt von selbst, wenn gegenüber der geltenden Version",
  "canary.cost_percent": "Kosten steigen um (%)",
  "canary.cost_percentWhat": "Fracht und Handhabung, mehr als das. Leer: nicht überwacht.",
  "canary.cost_percentIs": "die Kosten um mehr als {count} % steigen",
  "canary.late_points": "Verspätete steigen um (Punkte)",
  "canary.late_pointsWhat": "Prozentpunkte, mehr als das. Leer: nicht überwacht.",
  "canary.late_pointsIs": {
    one: "verspätete Aufträge um mehr als {count} Prozentpunkt zunehmen",
    other: "verspätete Aufträge um mehr als {count} Prozentpunkte zunehmen",
  },
  "canary.filled_points": "Erfüllte Stück fallen um (Punkte)",
  "canary.filled_pointsWhat": "Prozentpunkte, mehr als das. Leer: nicht überwacht.",
  "canary.filled_pointsIs": {
    one: "erfüllte Stück um mehr als {count} Prozentpunkt abnehmen",
    other: "erfüllte Stück um mehr als {count} Prozentpunkte abnehmen",
  },
  "canary.after_orders": "Zuerst abzuwartende Aufträge",
  "canary.after_ordersWhat": "Wenige unglückliche sagen nicht viel.",
  "canary.guarded": {
    one: "Sie stoppt von selbst, wenn {parts}, ab {count} Auftrag.",
    other: "Sie stoppt von selbst, wenn {parts}, ab {count} Aufträgen.",
  },
  "canary.unguarded": "Sie stoppt nicht von selbst.",
  "canary.running": "v{version} entscheidet über {share} % der Aufträge",
  "canary.since": "seit {at}",
  "canary.others": "v{live} gilt und entscheidet über die übrigen.",
  "canary.only": "Nur Aufträge von {channels} werden aufgeteilt.",
  "canary.none": "Seitdem kam kein Auftrag. Zahlen erscheinen hier mit dem ersten.",
  "canary.change": "Anteil oder Grenzen ändern",
  "canary.promote": "Für alle in Kraft setzen",
  "canary.promoteTitle": "v{version} über alle Aufträge entscheiden lassen",
  "canary.promoteWhat":
    "Ab dem nächsten Auftrag entscheidet v{version} über alle Aufträge statt über {share} %, auf jedem Server. Zu v{live} lässt sich unter Versionen zurückkehren.",
  "canary.stop": "Stoppen",
  "canary.stopTitle": "Erprobung von v{version} stoppen",
  "canary.stopWhat":
    "Ab dem nächsten Auftrag entscheidet v{live} wieder über alle Aufträge. v{version} bleibt ein Entwurf und lässt sich wieder erproben.",
  "canary.stopped": "Gestoppt: v{live} entscheidet über alle Aufträge",
  "canary.keepPlans": {
    one: "{count} Auftrag, über den sie entschied, behält seinen Plan.",
    other: "{count} Aufträge, über die sie entschied, behalten ihre Pläne.",
  },
  "canary.replanned": {
    one: "{count} Versandauftrag ist noch nicht freigegeben: Wird er neu geplant, plant ihn v{version}.",
    other:
      "{count} Versandaufträge sind noch nicht freigegeben: Werden sie neu geplant, plant sie v{version}.",
  },
  "canary.tooFew": {
    one: "{count} Auftrag lässt sich vergleichen: zu wenig, um etwas zu sagen. Es braucht 30.",
    other: "{count} Aufträge lassen sich vergleichen: zu wenige, um etwas zu sagen. Es braucht 30.",
  },
  "canary.equal": {
    one: "{count} Auftrag lässt sich vergleichen: Er kostet weder mehr noch weniger.",
    other: "{count} Aufträge lassen sich vergleichen: Keiner kostet mehr oder weniger.",
  },
  "canary.unclear":
    "Je Auftrag kostet v{version} bisher {difference}. Das kann Zufall sein: Der wahre Unterschied liegt zwischen {low} und {high}, in 95 von 100 solchen Vergleichen.",
  "canary.sure":
    "Je Auftrag kostet v{version} {difference}. Das ist kein Zufall: Der wahre Unterschied liegt zwischen {low} und {high}, in 95 von 100 solchen Vergleichen.",
  "canary.less": "{by} weniger",
  "canary.more": "{by} mehr",
  "canary.figures": "Zahlen",
  "canary.figuresWhat": "während Aufträge eintreffen",
  "canary.paired": {
    one: "{count} Auftrag, von beiden Versionen geplant",
    other: "{count} Aufträge, jeder von beiden Versionen geplant",
  },
  "canary.liveVersion": "Version {version} (gilt)",
  "canary.differ": {
    one: "{count} Auftrag ginge von anderswo ab.",
    other: "{count} Aufträge gingen von anderswo ab.",
  },
  "canary.weights":
    "Kosten sind, was bezahlt wird; Teilungen und Verspätungen stehen in eigenen Zeilen, sonst sähe eine Version billiger aus, die sie geringer gewichtet.",
  "canary.prices":
    "Die beiden Versionen haben verschiedene Preise: Jeder Plan zählt mit den eigenen, ein Teil des Unterschieds sind also die Preise.",
  "canary.sides": "Was jede Seite tat",
  "canary.sidesWhat":
    "Das sind verschiedene Aufträge: erst zu vergleichen, wenn es viele sind. Beide Seiten nehmen vom selben Bestand.",
  "canary.share": "{part} ({percent} %)",
  "canary.cost": "Kosten je Auftrag",
  "canary.costHow":
    "Fracht und Handhabung der {count} Aufträge, von denen beide Versionen gleich viele Stück erfüllen ÷ diese Aufträge",
  "canary.ownCostHow": "Fracht und Handhabung ÷ Aufträge",
  "canary.splitHow": "Aufträge, die mehr als ein Standort versendet",
  "canary.late": "Laut Plan zu spät",
  "canary.lateHow": "Aufträge, von denen ein Teil später übergeben wird, als die geltende Version es will",
  "canary.filledHow": "Stück, die einen Standort fanden ÷ verlangte Stück",
  "canary.orders": "Aufträge",
  "canary.ordersHow": "Nach ihrer ersten Entscheidung seit Beginn der Erprobung",
  "canary.kept": "Rechtzeitig übergeben",
  "canary.keptHow": "Versandaufträge, die bis zu ihrem Termin übergeben wurden ÷ alle fälligen",
  "canary.missed": "Zu spät übergeben",
  "canary.missedHow": "Versandaufträge, die später übergeben wurden oder überfällig sind ÷ alle fälligen",
  "canary.waiting": "Wartende Stück",
  "canary.waitingHow": "Stück, die keinen Standort fanden: im Rückstand oder ohne Bestand",
  "canary.is.running": "Läuft",
  "canary.is.promoted": "Für alle in Kraft gesetzt",
  "canary.is.stopped": "Gestoppt",
  "canary.past": "Erprobungen",
  "canary.pastWhat": "was erprobt wurde und was daraus wurde",
  "canary.shown": { one: "{count} Erprobung gezeigt", other: "{count} Erprobungen gezeigt" },
  "canary.empty": "Noch keine Erprobung",
  "canary.emptyWhat":
    "Hier ist zu sehen, was eine Version mit echten Aufträgen macht, neben der geltenden, bevor alle sie bekommen.",
  "canary.tried": "v{version} für {share} %",
  "canary.against": "Neben v{live}",
  "canary.began": "begonnen {at} von {by}",
  "canary.ended": "beendet {at} von {by}",
};
