package oms

// What exceptions say: what happened and what it means. Each kind's sentences
// begin with the kind.
var (
	SaysUnfillable = plural("unfillable", "{count} unit has no stock at any location: {skus}.", "{count} units have no stock at any location: {skus}.")
	SaysFenced     = plural("unfillable.fenced", "{count} of them would be there, but is held for other channels.", "{count} of them would be there, but are held for other channels.")
	SaysWaits      = sentence("unfillable.waits", "What waits is allocated by itself, oldest promise first, when stock arrives.")

	SaysUnknownSKU = sentence("unknown_sku", "The channel sold what the catalog does not know: {skus}. Create the SKU, or a listing that names it; the order is allocated then by itself.")

	SaysTotalMismatch = sentence("total_mismatch", "The amounts of this order don't add up: the channel states a total of {stated}, the lines add up to {total}. It is held until a person has looked.")

	SaysShortPick = plural("short_pick", "{count} unit was not on the shelf at {location}: {skus}. The stock there is so much lower now; count the shelf.",
		"{count} units were not on the shelf at {location}: {skus}. The stock there is so much lower now; count the shelf.")
	SaysPicker = sentence("short_pick.picker", "The picker says: {reasons}.")

	SaysLateChange      = sentence("late_change", "The channel changed the order too late, or differs from it.")
	SaysLateCanceled    = sentence("late_change.canceled", "It canceled the order, and not all of it could be stopped.")
	SaysLateOrder       = sentence("late_change.order", "The order is {lifecycle}.")
	SaysLateAddress     = sentence("late_change.address", "The shipping address changed, and can't any more: {why}.")
	SaysLateHandedOver  = sentence("late_change.handed_over", "It states {stated} units of {sku}, which needs no shipping: {here} are handed over.")
	SaysLateUnits       = sentence("late_change.units", "It states {stated} units of {sku}, {here} are left here.")
	SaysLateTakenOff    = plural("late_change.taken_off", "It took {off} of {sku} off, and {count} of them is picked or gone.", "It took {off} of {sku} off, and {count} of them are picked or gone.")
	SaysLateTotal       = sentence("late_change.total", "It states a total of {stated}, here {owed} are owed.")
	SaysLateTransaction = sentence("late_change.transaction", "It tells of the {kind} of {amount}, which can't be: {why}.")

	SaysStockShort = plural("stock_short", "{count} unit that was promised to this order turned out to be missing: {skus}. It waits for stock again.",
		"{count} units that were promised to this order turned out to be missing: {skus}. They wait for stock again.")
	SaysStockPast = plural("stock_short.past", "{count} unit that was promised to this order is of a lot that may not be sold any more: {skus}. It waits for stock again.",
		"{count} units that were promised to this order are of a lot that may not be sold any more: {skus}. They wait for stock again.")

	SaysCountShort = plural("count_short", "{name} at {location} found too little of {skus}: {count} unit that is promised or kept back would be gone.",
		"{name} at {location} found too little of {skus}: {count} units that are promised or kept back would be gone.")
	SaysCountDecide   = sentence("count_short.decide", "Approve it, have it counted again, or reject it.")
	SaysCountConcerns = plural("count_short.concerns", "It concerns the order {orders}. Approving it takes units from it; it can be counted again, or rejected.",
		"It concerns the orders {orders}. Approving it takes units from the newest of them; it can be counted again, or rejected.")

	SaysPaymentFailed   = sentence("payment_failed", "The {kind} of {amount} failed. The stock is kept for the order until it is paid or canceled.")
	SaysPaymentReported = sentence("payment_failed.reported", "The channel says that the payment failed. The stock is kept for the order until it is paid or canceled.")

	SaysOverpaid   = sentence("refund_due", "The buyer has paid {amount} more than is owed: refund it.")
	SaysAuthorized = sentence("refund_due.authorized", "The order is canceled and {amount} are still authorized: void the authorization.")

	SaysRefundFailed = sentence("refund_failed", "The refund of {amount} ({reference}) failed. Give the money back in another way and record it.")

	SaysConnectionRefused = sentence("connection.refused", "{name} ({driver}): the vendor refuses the credentials: {why}")
	SaysConnectionAccount = sentence("connection.account", "{name} ({driver}) is paused, because of its account: {why}")
	SaysConnectionUnread  = sentence("connection.unread", "{name} ({driver}): orders can't be read: {why}")
	SaysConnectionUntold  = sentence("connection.untold", "{name} ({driver}): what can be sold can't be told, so it may sell what is not there: {why}")

	SaysDeliveryProblem  = sentence("delivery_failed.problem", "The shipment {parcels} with {service} has a problem on its way.")
	SaysDeliveryReturned = sentence("delivery_failed.returned", "The shipment {parcels} with {service} comes back to us.")
	SaysDeliveryLost     = sentence("delivery_failed.lost", "The shipment {parcels} with {service} is lost.")
	SaysCarrier          = sentence("delivery_failed.carrier", "The carrier says: {reason}.")

	SaysProcessing = sentence("processing", "{consumer} could not process event {event} ({type}) and went on without it: {why}")

	SaysWebhookGone    = sentence("webhook.gone", "The webhook to {url} was disabled: the receiver answered 410, it wants no more events.")
	SaysWebhookFailing = sentence("webhook.failing", "The webhook to {url} was disabled: no delivery has succeeded since {since}; the last problem: {why}")

	SaysRefusedOrder = sentence("refused_order", "Order {order} of channel {channel} can't be captured: {why}. Edit and replay the dead letter {job}.")

	SaysListing = sentence("listing", "{channel} does not take how much of {sku} can be sold, so it may sell what is not there: {why}")

	SaysPromiseLater = plural("promise_late.later", "{count} unit of {sku} promised for {promised}: it is expected on {expected} now ({sources}).",
		"{count} units of {sku} promised for {promised}: they are expected on {expected} now ({sources}).")
	SaysPromiseNone = plural("promise_late.none", "{count} unit of {sku} promised for {promised}: no receipt covers it any more.",
		"{count} units of {sku} promised for {promised}: no receipt covers them any more.")

	SaysReturnMissing  = plural("return_differs.missing", "Of {return} {count} unit is missing.", "Of {return} {count} units are missing.")
	SaysReturnWrong    = plural("return_differs.wrong", "Of {return} {count} unit is not what was sold.", "Of {return} {count} units are not what was sold.")
	SaysReturnDecide   = sentence("return_differs.decide", "Decide what the buyer gets.")
	SaysReturnRefunded = sentence("return_differs.refunded", "{return} was refunded ({amount}) and does not come. Ask the buyer for the goods or the money.")

	SaysUntoldShipment = sentence("channel_notice.shipment", "The channel of order {order} could not be told of the shipment {shipment}: {why}")
	SaysUntoldCancel   = sentence("channel_notice.cancellation", "The channel of order {order} could not be told of the cancellation {shipment}: {why}")

	SaysCanaryStopped = sentence("routing_canary", "Version {version} of the routing policy was tried on {share} % of the orders and was stopped: version {live} decides about all orders again.")
	SaysCanaryCost    = plural("routing_canary.cost", "Over {count} order, planned by both, carriage and handling cost {canary} under version {version} and {live} under the live one: more than {limit} % above it.",
		"Over {count} orders, planned by both, carriage and handling cost {canary} under version {version} and {live} under the live one: more than {limit} % above it.")
	SaysCanaryLate = plural("routing_canary.late", "Of {count} order, planned by both, version {version} hands {canary} over too late and the live one {live}: the limit is {limit} pt above it.",
		"Of {count} orders, planned by both, version {version} hands {canary} over too late and the live one {live}: the limit is {limit} pt above it.")
	SaysCanaryFilled = plural("routing_canary.filled", "Of {count} unit, planned by both, version {version} finds {canary} and the live one {live}: the limit is {limit} pt below it.",
		"Of {count} units, planned by both, version {version} finds {canary} and the live one {live}: the limit is {limit} pt below it.")
	SaysCanaryBroken = sentence("routing_canary.broken", "Version {version} of the routing policy can't decide with the prices of today: {why}")
)
