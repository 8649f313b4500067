import type { said as english } from "../en/said.gen";
import type { Translated } from "../translated";

/** What the server says, in German. */
export const said: Translated<typeof english> = {
  "said.channel_notice.cancellation":
    "Der Kanal des Auftrags {order} konnte von der Stornierung {shipment} nicht unterrichtet werden: {why}",
  "said.channel_notice.shipment":
    "Der Kanal des Auftrags {order} konnte von der Sendung {shipment} nicht unterrichtet werden: {why}",
  "said.connection.refused": "{name} ({driver}): Die Gegenseite lehnt die Zugangsdaten ab: {why}",
  "said.connection.unread": "{name} ({driver}): Aufträge lassen sich nicht lesen: {why}",
  "said.connection.untold":
    "{name} ({driver}): Die verkäufliche Menge lässt sich nicht melden, es kann also zu viel verkauft werden: {why}",
  "said.context.hold": "Er ist angehalten: {reason}.",
  "said.context.order": {
    one: "Auftrag {number} aus {channel} vom {placed}: {count} Stück für {total}, {payment}.",
    other: "Auftrag {number} aus {channel} vom {placed}: {count} Stück für {total}, {payment}.",
  },
  "said.context.order_by": {
    one: "Auftrag {number} aus {channel} vom {placed} von {customer}: {count} Stück für {total}, {payment}.",
    other:
      "Auftrag {number} aus {channel} vom {placed} von {customer}: {count} Stück für {total}, {payment}.",
  },
  "said.context.ship_by": "{location} soll {number} bis {by} versenden.",
  "said.context.waiting": {
    one: "{count} Stück davon wartet auf Bestand.",
    other: "{count} Stück davon warten auf Bestand.",
  },
  "said.count_short": {
    one: "{name} in {location} hat zu wenig von {skus} gefunden: {count} zugesagtes oder zurückgehaltenes Stück wäre weg.",
    other:
      "{name} in {location} hat zu wenig von {skus} gefunden: {count} zugesagte oder zurückgehaltene Stück wären weg.",
  },
  "said.count_short.concerns": {
    one: "Betroffen ist der Auftrag {orders}. Genehmigen nimmt ihm Stücke; nachzählen oder ablehnen geht auch.",
    other:
      "Betroffen sind die Aufträge {orders}. Genehmigen nimmt dem neuesten davon zuerst Stücke; nachzählen oder ablehnen geht auch.",
  },
  "said.count_short.decide": "Genehmigen, nachzählen lassen oder ablehnen.",
  "said.delivery_failed.carrier": "Der Versanddienst meldet: {reason}.",
  "said.delivery_failed.lost": "Die Sendung {parcels} mit {service} ist verloren.",
  "said.delivery_failed.problem": "Die Sendung {parcels} mit {service} hat unterwegs ein Problem.",
  "said.delivery_failed.returned": "Die Sendung {parcels} mit {service} kommt zurück.",
  "said.ends.allocated": "Bestand wurde zugeteilt",
  "said.ends.amended": "der Auftrag ist so, wie der Kanal ihn meldet",
  "said.ends.canceled": "der Auftrag ist storniert",
  "said.ends.captured": "der Auftrag wurde angenommen",
  "said.ends.counted": "über das Offene wurde entschieden",
  "said.ends.decided": "es ist entschieden, was der Käufer bekommt",
  "said.ends.delivery": "keine Sendung des Auftrags hat mehr ein Problem",
  "said.ends.enabled": "der Webhook wurde wieder eingeschaltet",
  "said.ends.given_back": "das Geld ist erstattet",
  "said.ends.known": "die SKU ist jetzt bekannt",
  "said.ends.no_connection": "die Verbindung wurde gelöscht",
  "said.ends.no_webhook": "der Webhook wurde gelöscht",
  "said.ends.nothing_due": "nichts ist mehr zu erstatten",
  "said.ends.paid": "die Zahlung ist da",
  "said.ends.promise": "die erste Zusage gilt wieder, oder nichts wartet mehr",
  "said.ends.resumed": "die Verbindung wurde fortgesetzt",
  "said.ends.paid_back": "das Verlorene ist erstattet",
  "said.ends.sent_again": "das Verlorene wird noch einmal gesendet",
  "said.ends.settings": "die Einstellungen wurden geändert",
  "said.ends.taken": "der Kanal hat es übernommen",
  "said.ends.telling": "der Kanal wird wieder unterrichtet",
  "said.ends.told": "der Kanal wurde unterrichtet",
  "said.ends.tried_again": "wieder wird eine Version erprobt",
  "said.ends.unwaiting": "kein Stück wartet mehr auf Bestand",
  "said.ends.works": "die Verbindung funktioniert wieder",
  "said.fix.accept": "Die Abweichung hinnehmen",
  "said.fix.approve_count": "Offenes genehmigen",
  "said.fix.arrived": "Die Sendung ist doch angekommen",
  "said.fix.ask_carrier": "Beim Versanddienst nachfragen und in zwei Tagen wieder nachsehen",
  "said.fix.backorder": "{sku} ab jetzt auch ohne Bestand verkaufen",
  "said.fix.cancel_order": "Den Auftrag stornieren",
  "said.fix.cancel_units": "{quantity} × {sku} stornieren",
  "said.fix.create_sku": "Die SKU {sku} anlegen",
  "said.fix.go_on": "Den Auftrag weiterlaufen lassen",
  "said.fix.hold_unpaid": "Den Auftrag bis zur Zahlung anhalten",
  "said.fix.lost": "Die Sendung ist verloren",
  "said.fix.lost_resend": "Die Sendung ist verloren: {units} noch einmal aus dem Bestand senden",
  "said.fix.match": "{theirs} ist unsere {ours}",
  "said.fix.recount": "Offenes nachzählen",
  "said.fix.refund": "Eine Erstattung von {amount} erfassen",
  "said.fix.refund_return": "Erstatten, was von {return} angekommen ist",
  "said.fix.refund_lost": "Eine Erstattung von {amount} für das Verlorene erfassen",
  "said.fix.release": "{location} den eigenen Teil senden lassen",
  "said.fix.resend": "{units} noch einmal aus dem Bestand senden",
  "said.fix.send_again": "Erneut senden",
  "said.fix.test": "Die Verbindung testen",
  "said.fix.told": "Der Käufer weiß Bescheid",
  "said.fix.transfer": "{quantity} × {sku} von {from} nach {to} umlagern",
  "said.fix.void": "Erfassen, dass die Autorisierung aufgehoben ist: {amount}",
  "said.late_change": "Der Kanal hat den Auftrag zu spät geändert oder weicht von ihm ab.",
  "said.late_change.address": "Die Lieferadresse wurde geändert, das geht nicht mehr: {why}.",
  "said.late_change.canceled": "Er hat den Auftrag storniert, aber nicht alles ließ sich aufhalten.",
  "said.late_change.handed_over":
    "Er nennt {stated} Stück {sku}, die keinen Versand brauchen: {here} sind übergeben.",
  "said.late_change.order": "Der Auftrag ist {lifecycle}.",
  "said.late_change.taken_off": {
    one: "Er hat {off} Stück {sku} gestrichen, und {count} davon ist kommissioniert oder schon weg.",
    other: "Er hat {off} Stück {sku} gestrichen, und {count} davon sind kommissioniert oder schon weg.",
  },
  "said.late_change.total": "Er nennt eine Summe von {stated}, hier sind {owed} zu zahlen.",
  "said.late_change.transaction": "Er meldet {kind} über {amount}, das ist nicht möglich: {why}.",
  "said.late_change.units": "Er nennt {stated} Stück {sku}, hier sind es noch {here}.",
  "said.listing":
    "{channel} übernimmt die verkäufliche Menge von {sku} nicht, es kann also zu viel verkauft werden: {why}",
  "said.payment_failed":
    "Gescheitert: {kind} über {amount}. Der Bestand bleibt zugeteilt, bis der Auftrag bezahlt oder storniert ist.",
  "said.payment_failed.reported":
    "Der Kanal meldet, dass die Zahlung gescheitert ist. Der Bestand bleibt zugeteilt, bis der Auftrag bezahlt oder storniert ist.",
  "said.processing":
    "{consumer} konnte Ereignis {event} ({type}) nicht verarbeiten und hat es übergangen: {why}",
  "said.promise_late.later": {
    one: "{count} Stück {sku}, zugesagt für {promised}: erwartet wird es jetzt am {expected} ({sources}).",
    other:
      "{count} Stück {sku}, zugesagt für {promised}: erwartet werden sie jetzt am {expected} ({sources}).",
  },
  "said.promise_late.none": {
    one: "{count} Stück {sku}, zugesagt für {promised}: kein erwarteter Zugang deckt es mehr.",
    other: "{count} Stück {sku}, zugesagt für {promised}: kein erwarteter Zugang deckt sie mehr.",
  },
  "said.refund_due": "Der Käufer hat {amount} mehr bezahlt, als er schuldet: zu erstatten.",
  "said.refund_due.authorized":
    "Der Auftrag ist storniert, und {amount} sind noch autorisiert: die Autorisierung ist aufzuheben.",
  "said.refund_failed":
    "Die Erstattung von {amount} ({reference}) ist gescheitert. Das Geld auf anderem Weg erstatten und erfassen.",
  "said.refused_order":
    "Auftrag {order} des Kanals {channel} lässt sich nicht annehmen: {why}. Den unzustellbaren Eingang {job} ändern und wiederholen.",
  "said.return_differs.decide": "Zu entscheiden ist, was der Käufer bekommt.",
  "said.return_differs.missing": {
    one: "Von {return} fehlt {count} Stück.",
    other: "Von {return} fehlen {count} Stück.",
  },
  "said.return_differs.refunded":
    "{return} wurde erstattet ({amount}) und kommt nicht. Vom Käufer die Ware oder das Geld erbitten.",
  "said.return_differs.wrong": {
    one: "Von {return} ist {count} Stück nicht das, was verkauft wurde.",
    other: "Von {return} sind {count} Stück nicht das, was verkauft wurde.",
  },
  "said.routing_canary":
    "Version {version} der Standortwahl wurde an {share} % der Aufträge erprobt und gestoppt: Version {live} entscheidet wieder über alle Aufträge.",
  "said.routing_canary.broken":
    "Version {version} der Standortwahl kann mit den heutigen Preisen nicht entscheiden: {why}",
  "said.routing_canary.cost": {
    one: "Bei {count} Auftrag, von beiden geplant, kosten Fracht und Handhabung mit Version {version} {canary}, mit der geltenden {live}: mehr als {limit} % darüber.",
    other:
      "Bei {count} Aufträgen, von beiden geplant, kosten Fracht und Handhabung mit Version {version} {canary}, mit der geltenden {live}: mehr als {limit} % darüber.",
  },
  "said.routing_canary.filled": {
    one: "Von {count} Stück, von beiden geplant, findet Version {version} {canary}, die geltende {live}: erlaubt sind {limit} %-Pkt. darunter.",
    other:
      "Von {count} Stück, von beiden geplant, findet Version {version} {canary}, die geltende {live}: erlaubt sind {limit} %-Pkt. darunter.",
  },
  "said.routing_canary.late": {
    one: "Von {count} Auftrag, von beiden geplant, übergibt Version {version} {canary} zu spät, die geltende {live}: erlaubt sind {limit} %-Pkt. darüber.",
    other:
      "Von {count} Aufträgen, von beiden geplant, übergibt Version {version} {canary} zu spät, die geltende {live}: erlaubt sind {limit} %-Pkt. darüber.",
  },
  "said.short_pick": {
    one: "{count} Stück lag in {location} nicht im Fach: {skus}. Der Bestand dort ist jetzt um so viel niedriger; das Fach zählen.",
    other:
      "{count} Stück lagen in {location} nicht im Fach: {skus}. Der Bestand dort ist jetzt um so viel niedriger; das Fach zählen.",
  },
  "said.short_pick.picker": "Beim Kommissionieren vermerkt: {reasons}.",
  "said.stock_short": {
    one: "{count} Stück, das diesem Auftrag zugesagt war, fehlt: {skus}. Es wartet wieder auf Bestand.",
    other: "{count} Stück, die diesem Auftrag zugesagt waren, fehlen: {skus}. Sie warten wieder auf Bestand.",
  },
  "said.stock_short.past": {
    one: "{count} Stück, das diesem Auftrag zugesagt war, gehört zu einer Charge, deren Frist abgelaufen ist: {skus}. Es wartet wieder auf Bestand.",
    other:
      "{count} Stück, die diesem Auftrag zugesagt waren, gehören zu einer Charge, deren Frist abgelaufen ist: {skus}. Sie warten wieder auf Bestand.",
  },
  "said.total_mismatch":
    "Die Beträge dieses Auftrags gehen nicht auf: Der Kanal nennt {stated}, die Positionen ergeben {total}. Er ist angehalten, bis jemand nachgesehen hat.",
  "said.unfillable": {
    one: "{count} Stück hat an keinem Standort Bestand: {skus}.",
    other: "{count} Stück haben an keinem Standort Bestand: {skus}.",
  },
  "said.unfillable.fenced": {
    one: "{count} davon wäre da, ist aber anderen Kanälen vorbehalten.",
    other: "{count} davon wären da, sind aber anderen Kanälen vorbehalten.",
  },
  "said.unfillable.waits":
    "Was wartet, wird von selbst zugeteilt, sobald Bestand eintrifft, die älteste Zusage zuerst.",
  "said.unknown_sku":
    "Der Kanal hat verkauft, was der Katalog nicht kennt: {skus}. Die SKU anlegen oder ein Angebot, das sie nennt; der Auftrag wird dann von selbst zugeteilt.",
  "said.webhook.failing":
    "Der Webhook an {url} wurde abgeschaltet: Seit {since} ist keine Zustellung gelungen; das letzte Problem: {why}",
  "said.webhook.gone":
    "Der Webhook an {url} wurde abgeschaltet: Der Empfänger hat mit 410 geantwortet und will keine Ereignisse mehr.",
  "said.word.authorization": "Autorisierung",
  "said.word.authorized": "autorisiert",
  "said.word.canceled": "storniert",
  "said.word.capture": "Einzug",
  "said.word.chargeback": "Rückbuchung",
  "said.word.closed": "abgeschlossen",
  "said.word.draft": "ein Entwurf",
  "said.word.open": "offen",
  "said.word.overpaid": "überzahlt",
  "said.word.paid": "bezahlt",
  "said.word.partially_authorized": "teils autorisiert",
  "said.word.partially_paid": "teils bezahlt",
  "said.word.partially_refunded": "teils erstattet",
  "said.word.refund": "Erstattung",
  "said.word.refunded": "erstattet",
  "said.word.sale": "Zahlung",
  "said.word.unpaid": "unbezahlt",
  "said.word.void": "Aufhebung der Autorisierung",
  "said.word.voided": "Autorisierung aufgehoben",
};
