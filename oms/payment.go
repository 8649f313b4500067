package oms

import (
	"slices"
	"time"

	"github.com/switchyard-oms/switchyard/money"
)

// Transaction is one fact about money: what a gateway or a channel says has
// happened. Facts are added, never changed, except that a pending or unknown
// one is settled.
type Transaction struct {
	ID         string
	OrderID    string
	Kind       TransactionKind
	Status     TransactionStatus
	Amount     int64 // minor units, above zero
	Currency   string
	Method     string // card, paypal, invoice …
	Reference  string // the gateway's own id
	ParentID   string // the authorization of a capture, the capture of a refund
	Message    string // what the gateway said
	OccurredAt time.Time
	CreatedAt  time.Time
}

// TransactionKind is what kind of fact it is.
type TransactionKind string

// The kinds. A sale is an authorization and a capture in one.
const (
	Authorization TransactionKind = "authorization"
	CaptureMoney  TransactionKind = "capture"
	Sale          TransactionKind = "sale"
	Void          TransactionKind = "void"
	Refund        TransactionKind = "refund"
	Chargeback    TransactionKind = "chargeback"
)

// TransactionStatus tells what is certain. Unknown is reconciled, never guessed.
type TransactionStatus string

// The states of a transaction.
const (
	TransactionPending   TransactionStatus = "pending"
	TransactionSucceeded TransactionStatus = "succeeded"
	TransactionFailed    TransactionStatus = "failed"
	TransactionUnknown   TransactionStatus = "unknown"
)

// TransactionMoves is the table of a transaction's life.
var TransactionMoves = Machine{Noun: "transaction", Start: names(TransactionPending, TransactionSucceeded, TransactionFailed, TransactionUnknown),
	Moves: moves(map[TransactionStatus][]TransactionStatus{
		TransactionPending: {TransactionSucceeded, TransactionFailed, TransactionUnknown},
		TransactionUnknown: {TransactionSucceeded, TransactionFailed},
	})}

// Money sums an order's succeeded transactions, in minor units.
type Money struct {
	Authorized int64 // authorized and neither captured nor voided
	Captured   int64 // captured and sold
	Refunded   int64 // refunded and charged back
	Voided     int64
	Refunding  int64 // on its way back: neither succeeded nor failed yet
}

// Paid is what the merchant holds now.
func (m Money) Paid() int64 { return m.Captured - m.Refunded }

// MoneyOf sums transactions. A sum beyond int64 saturates: it can't arise
// from amounts within money.Limit and the number of transactions allowed.
func MoneyOf(all []Transaction) Money {
	var m Money
	for _, t := range all {
		if t.Kind == Refund && !t.Status.Settled() {
			m.Refunding += t.Amount
		}
		if t.Status != TransactionSucceeded {
			continue
		}
		switch t.Kind {
		case Authorization:
			m.Authorized += t.Amount
		case CaptureMoney:
			m.Captured += t.Amount
			m.Authorized = max(0, m.Authorized-t.Amount)
		case Sale:
			m.Captured += t.Amount
		case Void:
			m.Voided += t.Amount
			m.Authorized = max(0, m.Authorized-t.Amount)
		case Refund, Chargeback:
			m.Refunded += t.Amount
		}
	}
	return m
}

// CheckTransaction says why t can't join the order's facts: refunds never
// exceed captures, captures never exceed what is authorized.
func CheckTransaction(o *Order, t Transaction) error {
	if t.Amount <= 0 || t.Amount > money.Limit {
		return InvalidField("amount", "must be above zero and at most %s", money.New(money.Limit, t.Currency).Decimal())
	}
	if t.Currency != o.Currency {
		return InvalidField("currency", "is %s, the order's is %s", t.Currency, o.Currency)
	}
	if t.Status != TransactionSucceeded {
		return nil
	}
	m := MoneyOf(o.Transactions)
	switch {
	case t.Kind == Refund && t.Amount > m.Paid():
		return InvalidField("amount", "is more than the %s that is captured and not refunded", money.New(m.Paid(), o.Currency))
	case slices.Contains([]TransactionKind{CaptureMoney, Void}, t.Kind) && t.Amount > m.Authorized:
		return InvalidField("amount", "is more than the %s that is authorized", money.New(m.Authorized, o.Currency))
	}
	return nil
}
