/** What each page is for, by its route: the first line of the sheet that ? opens. */
export const help = {
  "help./":
    "What needs a person now: where orders stand, what went wrong, what is about to be late. Every figure opens its list.",
  "help./orders":
    "Every order of every channel, to find, filter, change one by one or many at once, and export.",
  "help./orders/$id":
    "Everything about one order: what it waits for, where it is sent from and why, its money, and all that happened to it.",
  "help./orders/bulk": "What was done to many orders at once, how far it is, and what can be undone.",
  "help./orders/bulk/$id": "What one bulk action did to each order, and why some were left as they are.",
  "help./exceptions":
    "What the rules can't settle alone: one line for each trouble, with its deadline, its owner and what would mend it.",
  "help./fulfillment":
    "The work of one location, from released to handed over, with the time left until the carrier comes.",
  "help./fulfillment/shipments":
    "Parcels on their way: their labels, where they are, and which are late or lost.",
  "help./fulfillment/station": "Picking and packing on a phone: choose the next work, or scan its slip.",
  "help./fulfillment/station/$id":
    "One piece of work, step by step: scan what is picked, pack it, print its label, hand it over.",
  "help./fulfillment/waves": "Orders that are picked in one walk, each into a tote of its own.",
  "help./fulfillment/waves/$id": "One wave: its totes, its stops, who walks it, and its labels.",
  "help./fulfillment/waves/$id/walk":
    "The walk of one wave: scan each unit, and put it into the tote that is named.",
  "help./inventory": "How many of each SKU every location has, and how many of them can still be sold.",
  "help./inventory/$sku":
    "One SKU: how its sellable figure comes about at each location and on each channel, and every movement of it.",
  "help./stock/movements":
    "Every change of stock, with its reason and who made it. Nothing here is ever changed afterwards.",
  "help./stock/rules":
    "What is held back from channels: safety stock, shares that are ring-fenced, and caps.",
  "help./stock/drift": "Where a channel shows another quantity than it was told, and what was done about it.",
  "help./stock/lots":
    "Lots with their last good day, and serial numbers: where they are, and what must leave first.",
  "help./stock/lots/$id": "One lot or serial number: where it is, how it came, and which orders got it.",
  "help./stock/transfers": "Goods on their way from one location to another.",
  "help./stock/transfers/$id":
    "One transfer: what was asked for, what left, what arrived, and what is missing.",
  "help./counts": "Sheets for counting what is on the shelf, without showing what the books say.",
  "help./counts/$id":
    "One sheet: what was counted beside what was expected, and the differences that wait for approval.",
  "help./counts/$id/station": "Counting on a phone: scan a product and enter how many there are.",
  "help./returns": "What buyers send back, from asked to inspected and refunded.",
  "help./returns/$id":
    "One return: what was sent back, in what state each unit is, and what is refunded for it.",
  "help./returns/policy":
    "What may be sent back, for how long, for which reasons, and what happens by itself.",
  "help./purchasing": "What was ordered from suppliers, what is confirmed, and what has arrived.",
  "help./purchasing/$id":
    "One purchase order: lines, dates, receipts, and the orders of buyers that wait for it.",
  "help./purchasing/suppliers": "Who delivers, in how many days, and in which quantities.",
  "help./purchasing/suppliers/$id": "One supplier: terms for each SKU, and what is on order.",
  "help./catalog": "Products as they are sold and kept: SKUs, bundles and their listings on channels.",
  "help./catalog/$sku": "One SKU: what it is, what it weighs, how it is told apart, and where it is listed.",
  "help./catalog/import":
    "Products, bundles and listings from a file: first what it would change, then the change.",
  "help./routing": "The rules that decide which location sends which order, as sentences in their order.",
  "help./routing/rates": "What carriers charge, by zone and weight.",
  "help./routing/costs":
    "What a parcel, a line, a split and a late day cost, for the choice between locations.",
  "help./routing/markets":
    "Which countries belong together, which services are offered to them, and how fast these are.",
  "help./routing/replays": "Orders of a past period, planned once more by other rules, beside what happened.",
  "help./routing/replays/$id":
    "One replay: cost, splits, promises and fill of each version, in sum and order by order.",
  "help./routing/canary":
    "A new version on a share of the orders, beside the live one, until it is promoted or stopped.",
  "help./routing/versions": "Every version that was live, what changed between them, and the way back.",
  "help./routing/cheaper":
    "Cheaper plans for orders that nobody has begun to pick, and what changing them saved.",
  "help./channels": "Where orders come from: how fresh each channel is, and what it could not be told.",
  "help./channels/$id":
    "One channel: its connection, its last orders, and messages that failed, to mend and send again.",
  "help./channels/connect":
    "Connect a shop or a marketplace, or make a channel for orders by API, till or file.",
  "help./customers": "Who bought, on every channel.",
  "help./customers/$id": "One customer: orders, addresses and notes.",
  "help./settings": "How this installation is set up.",
  "help./settings/locations":
    "Where goods lie and are sent from: addresses, calendars, cut-offs and capacity.",
  "help./settings/locations/$id":
    "One location: its address, its working days and cut-offs, and what it can hand over in a day.",
  "help./settings/transit": "How many working days each carrier service takes, from where to where.",
  "help./settings/promise": "Type a basket and an address, and see which day would be promised, and why.",
  "help./settings/users": "Who may sign in, and in which role.",
  "help./settings/roles": "What each role may do.",
  "help./settings/tokens": "Keys for programs that call the API, each with no more rights than it needs.",
  "help./settings/webhooks": "Programs elsewhere that are told of events.",
  "help./settings/webhooks/$id": "One webhook: what it was told, what failed, and sending it again.",
  "help./settings/audit": "Who changed what, and when.",
  "help./settings/jobs": "Work that runs in the background, and what failed for good.",
  "help./settings/data": "Import and export: files in, files out, and what happened to each.",
};
