package oms

// What is told of the order that an exception is about.
var (
	SaysOrder = plural("context.order", "Order {number} from {channel} was placed on {placed}: {count} unit for {total}, {payment}.",
		"Order {number} from {channel} was placed on {placed}: {count} units for {total}, {payment}.")
	SaysOrderBy = plural("context.order_by", "Order {number} from {channel} was placed on {placed} by {customer}: {count} unit for {total}, {payment}.",
		"Order {number} from {channel} was placed on {placed} by {customer}: {count} units for {total}, {payment}.")
	SaysWaiting = plural("context.waiting", "{count} of its units waits for stock.", "{count} of its units wait for stock.")
	SaysOnHold  = sentence("context.hold", "It is on hold: {reason}.")
	SaysToShip  = sentence("context.ship_by", "{location} is to ship {number} by {by}.")
)

// paymentWords are the payment statuses in a sentence.
var paymentWords = map[PaymentStatus]Sentence{
	Unpaid:              sentence("word.unpaid", "unpaid"),
	PartiallyAuthorized: sentence("word.partially_authorized", "partially authorized"),
	Authorized:          sentence("word.authorized", "authorized"),
	PartiallyPaid:       sentence("word.partially_paid", "partially paid"),
	Paid:                sentence("word.paid", "paid"),
	Overpaid:            sentence("word.overpaid", "overpaid"),
	PartiallyRefunded:   sentence("word.partially_refunded", "partially refunded"),
	Refunded:            sentence("word.refunded", "refunded"),
	Voided:              sentence("word.voided", "voided"),
}

// lifecycleWords are the lifecycles in a sentence.
var lifecycleWords = map[Lifecycle]Sentence{
	Draft: sentence("word.draft", "a draft"), Open: sentence("word.open", "open"), Closed: sentence("word.closed", "closed"), Canceled: sentence("word.canceled", "canceled"),
}

// transactionWords are the kinds of transactions in a sentence.
var transactionWords = map[TransactionKind]Sentence{
	Authorization: sentence("word.authorization", "authorization"), CaptureMoney: sentence("word.capture", "capture"), Sale: sentence("word.sale", "payment"),
	Void: sentence("word.void", "void"), Refund: sentence("word.refund", "refund"), Chargeback: sentence("word.chargeback", "chargeback"),
}

// Word is the status in a sentence.
func (s PaymentStatus) Word() Fact { return FactWord(paymentWords[s]) }

// Word is the lifecycle in a sentence.
func (l Lifecycle) Word() Fact { return FactWord(lifecycleWords[l]) }

// Word is the kind in a sentence.
func (k TransactionKind) Word() Fact { return FactWord(transactionWords[k]) }
