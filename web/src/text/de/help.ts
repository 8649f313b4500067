import type { help as english } from "../en/help";
import type { Translated } from "../translated";

export const help: Translated<typeof english> = {
  "help./":
    "Was jetzt einen Menschen braucht: wo Aufträge stehen, was schiefging, was sich verspätet. Jede Zahl öffnet ihre Liste.",
  "help./orders":
    "Alle Aufträge aller Kanäle: suchen, filtern, einzeln oder gemeinsam ändern und exportieren.",
  "help./orders/$id":
    "Alles zu einem Auftrag: worauf er wartet, woher er verschickt wird und warum, sein Geld und alles, was geschah.",
  "help./orders/bulk":
    "Was mit vielen Aufträgen auf einmal geschah, wie weit es ist und was sich rückgängig machen lässt.",
  "help./orders/bulk/$id":
    "Was eine Massenänderung mit jedem Auftrag tat, und warum manche blieben, wie sie waren.",
  "help./exceptions":
    "Was die Regeln nicht allein klären: je Störung eine Zeile mit Frist, Zuständigkeit und dem, was sie behebt.",
  "help./fulfillment":
    "Die Arbeit eines Standorts, von freigegeben bis übergeben, mit der Zeit bis zur Abholung.",
  "help./fulfillment/shipments":
    "Pakete unterwegs: ihre Etiketten, wo sie sind und welche sich verspäten oder verloren gingen.",
  "help./fulfillment/station":
    "Kommissionieren und Packen am Telefon: die nächste Arbeit wählen oder ihren Zettel scannen.",
  "help./fulfillment/station/$id":
    "Eine Arbeit, Schritt für Schritt: Ware scannen, packen, Etikett drucken, übergeben.",
  "help./fulfillment/waves":
    "Aufträge, die in einem Gang kommissioniert werden, jeder in seine eigene Kiste.",
  "help./fulfillment/waves/$id": "Eine Welle: ihre Kisten, ihre Stationen, wer sie geht, und ihre Etiketten.",
  "help./fulfillment/waves/$id/walk":
    "Der Gang einer Welle: jedes Stück scannen und in die genannte Kiste legen.",
  "help./inventory":
    "Wie viel jeder Standort von jeder SKU hat, und wie viel davon noch verkauft werden kann.",
  "help./inventory/$sku":
    "Eine SKU: wie ihr verkaufbarer Bestand je Standort und Kanal entsteht, und jede ihrer Bewegungen.",
  "help./stock/movements":
    "Jede Änderung des Bestands mit Grund und Namen. Nachträglich geändert wird hier nie etwas.",
  "help./stock/rules":
    "Was Kanälen vorenthalten wird: Sicherheitsbestand, zurückgehaltene Mengen und Obergrenzen.",
  "help./stock/drift":
    "Wo ein Kanal eine andere Menge zeigt, als ihm mitgeteilt wurde, und was dagegen geschah.",
  "help./stock/lots":
    "Chargen mit ihrem Haltbarkeitsdatum und Seriennummern: wo sie liegen und was zuerst hinaus muss.",
  "help./stock/lots/$id":
    "Eine Charge oder Seriennummer: wo sie liegt, wie sie kam und welche Aufträge sie bekamen.",
  "help./stock/transfers": "Ware auf dem Weg von einem Standort zum anderen.",
  "help./stock/transfers/$id": "Eine Umlagerung: was bestellt war, was abging, was ankam und was fehlt.",
  "help./counts": "Listen zum Zählen im Regal, ohne zu zeigen, was die Bücher sagen.",
  "help./counts/$id":
    "Eine Zählliste: Gezähltes neben Erwartetem und die Abweichungen, die auf eine Entscheidung warten.",
  "help./counts/$id/station": "Zählen am Telefon: Artikel scannen und die Menge eingeben.",
  "help./returns": "Was Käufer zurückschicken, von angemeldet bis geprüft und erstattet.",
  "help./returns/$id":
    "Eine Retoure: was zurückkam, in welchem Zustand jedes Stück ist und was dafür erstattet wird.",
  "help./returns/policy":
    "Was zurückgeschickt werden darf, wie lange, aus welchen Gründen, und was von selbst geschieht.",
  "help./purchasing": "Was bei Lieferanten bestellt, bestätigt und eingetroffen ist.",
  "help./purchasing/$id":
    "Eine Bestellung: Positionen, Termine, Wareneingänge und die Aufträge, die auf sie warten.",
  "help./purchasing/suppliers": "Wer liefert, in wie vielen Tagen und in welchen Mengen.",
  "help./purchasing/suppliers/$id": "Ein Lieferant: Konditionen je SKU und was bestellt ist.",
  "help./catalog": "Artikel, wie sie verkauft und gelagert werden: SKUs, Sets und ihre Angebote auf Kanälen.",
  "help./catalog/$sku":
    "Eine SKU: was sie ist, was sie wiegt, wie sie unterschieden wird und wo sie angeboten wird.",
  "help./catalog/import":
    "Artikel, Sets und Angebote aus einer Datei: erst, was sie ändern würde, dann die Änderung.",
  "help./routing":
    "Die Regeln, nach denen entschieden wird, welcher Standort welchen Auftrag verschickt: Sätze in ihrer Reihenfolge.",
  "help./routing/rates": "Was Versanddienste berechnen, nach Zone und Gewicht.",
  "help./routing/costs":
    "Was ein Paket, eine Position, eine Teilung und ein Tag Verspätung kosten, für die Wahl des Standorts.",
  "help./routing/markets":
    "Welche Länder zusammengehören, welche Versandarten ihnen angeboten werden und wie schnell diese sind.",
  "help./routing/replays":
    "Aufträge eines vergangenen Zeitraums, nach anderen Regeln neu geplant, neben dem, was geschah.",
  "help./routing/replays/$id":
    "Einmal nachgespielt: Kosten, Teilungen, Zusagen und Erfüllung jeder Version, in Summe und je Auftrag.",
  "help./routing/canary":
    "Eine neue Version für einen Teil der Aufträge, neben der gültigen, bis sie übernommen oder gestoppt wird.",
  "help./routing/versions": "Jede Version, die galt, was sich zwischen ihnen änderte, und der Weg zurück.",
  "help./routing/cheaper":
    "Günstigere Pläne für Aufträge, die noch niemand kommissioniert, und was der Wechsel gespart hat.",
  "help./channels":
    "Woher Aufträge kommen: wie frisch jeder Kanal ist und was ihm nicht mitgeteilt werden konnte.",
  "help./channels/$id":
    "Ein Kanal: seine Verbindung, seine letzten Aufträge und gescheiterte Nachrichten zum Beheben und Wiederholen.",
  "help./channels/connect":
    "Einen Shop oder Marktplatz verbinden, oder einen Kanal für Aufträge per API, Kasse oder Datei anlegen.",
  "help./customers": "Wer gekauft hat, auf allen Kanälen.",
  "help./customers/$id": "Ein Kunde: Aufträge, Adressen und Notizen.",
  "help./settings": "Wie diese Installation eingerichtet ist.",
  "help./settings/locations":
    "Wo Ware liegt und von wo sie verschickt wird: Adressen, Kalender, Annahmeschluss und Kapazität.",
  "help./settings/locations/$id":
    "Ein Standort: seine Adresse, seine Arbeitstage und was er am Tag übergeben kann.",
  "help./settings/transit": "Wie viele Arbeitstage jede Versandart braucht, von wo nach wo.",
  "help./settings/promise":
    "Warenkorb und Adresse eingeben und sehen, welcher Tag zugesagt würde, und warum.",
  "help./settings/users": "Wer sich anmelden darf, und in welcher Rolle.",
  "help./settings/roles": "Was jede Rolle darf.",
  "help./settings/tokens":
    "Schlüssel für Programme, die die API aufrufen, jeder mit nicht mehr Rechten als nötig.",
  "help./settings/webhooks": "Programme anderswo, die von Ereignissen erfahren.",
  "help./settings/webhooks/$id":
    "Ein Webhook: was ihm mitgeteilt wurde, was scheiterte, und das erneute Senden.",
  "help./settings/audit": "Wer was wann geändert hat.",
  "help./settings/jobs": "Arbeit im Hintergrund, und was endgültig scheiterte.",
  "help./settings/data": "Import und Export: Dateien hinein, Dateien hinaus, und was mit jeder geschah.",
};
