package oms

import (
	"time"
)

// Record adds a fact about money, or settles one that was pending. A fact that
// is known, by its kind and reference, changes nothing; changed tells. It
// returns the fact as it now stands. A new fact has no identifier yet.
func (o *Order) Record(t Transaction, now time.Time) (fact *Transaction, changed bool, err error) {
	if old := o.known(t); old != nil {
		return o.settleFact(old, t)
	}
	if err := CheckTransaction(o, t); err != nil {
		return nil, false, err
	}
	t.OrderID, t.CreatedAt = o.ID, now
	if t.OccurredAt.IsZero() {
		t.OccurredAt = now
	}
	if t.ParentID == "" {
		t.ParentID = o.parent(t)
	} else if !o.hasTransaction(t.ParentID) {
		return nil, false, InvalidField("parent", "names no transaction of the order")
	}
	o.Transactions = append(o.Transactions, t)
	return &o.Transactions[len(o.Transactions)-1], true, nil
}

// known finds the fact that t states again: one of its kind and reference, or
// an unsettled one of its kind and amount that came without a reference. After
// a failure the same reference may be tried again: that is a new fact.
func (o *Order) known(t Transaction) *Transaction {
	if t.Reference == "" {
		return nil
	}
	var found *Transaction
	for i := range o.Transactions {
		old := &o.Transactions[i]
		if old.Kind == t.Kind && old.Reference == t.Reference && (old.Status != TransactionFailed || t.Status == TransactionFailed) {
			found = old
		}
	}
	if found != nil {
		return found
	}
	for i := range o.Transactions {
		old := &o.Transactions[i]
		if !old.Status.Settled() && old.Kind == t.Kind && old.Reference == "" && old.Amount == t.Amount {
			return old
		}
	}
	return nil
}

// Settled tells whether the state is final.
func (s TransactionStatus) Settled() bool { return s == TransactionSucceeded || s == TransactionFailed }

func (o *Order) settleFact(old *Transaction, t Transaction) (*Transaction, bool, error) {
	if old.Amount != t.Amount || old.Currency != t.Currency {
		return nil, false, Errorf(Conflict, "the %s %s is known with another amount: use a new reference", old.Kind, t.Reference)
	}
	if old.Status == t.Status || (old.Status.Settled() && !t.Status.Settled()) {
		return old, false, nil // stated again, or older news
	}
	if err := TransactionMoves.Check(old.ID, string(old.Status), string(t.Status)); err != nil {
		return nil, false, err
	}
	if err := CheckTransaction(o, t); err != nil {
		return nil, false, err
	}
	old.Status, old.Reference = t.Status, t.Reference
	if t.Message != "" {
		old.Message = t.Message
	}
	if t.Method != "" {
		old.Method = t.Method
	}
	if !t.OccurredAt.IsZero() {
		old.OccurredAt = t.OccurredAt
	}
	return old, true, nil
}

// parent is the fact that t most likely follows from: the last authorization
// of a capture or void, the last capture of a refund.
func (o *Order) parent(t Transaction) string {
	for i := len(o.Transactions) - 1; i >= 0; i-- {
		p := o.Transactions[i]
		if p.Status != TransactionSucceeded {
			continue
		}
		switch t.Kind {
		case CaptureMoney, Void:
			if p.Kind == Authorization {
				return p.ID
			}
		case Refund, Chargeback:
			if p.Kind == CaptureMoney || p.Kind == Sale {
				return p.ID
			}
		case Authorization, Sale:
		}
	}
	return ""
}

func (o *Order) hasTransaction(id string) bool {
	for _, t := range o.Transactions {
		if t.ID == id {
			return true
		}
	}
	return false
}

// DueBack says in one sentence what of the buyer's money is to be given back
// or let go, or "" when nothing is.
func (o *Order) DueBack() (says Said, amount int64) {
	m := MoneyOf(o.Transactions)
	owed := o.Owed()
	switch {
	case m.Paid()-m.Refunding > owed:
		amount = m.Paid() - m.Refunding - owed
		return SaysOverpaid.With(Facts{"amount": FactMoney(amount, o.Currency)}), amount
	case o.Lifecycle == Canceled && m.Authorized > 0:
		return SaysAuthorized.With(Facts{"amount": FactMoney(m.Authorized, o.Currency)}), m.Authorized
	}
	return Said{}, 0
}

// Settled tells whether the buyer's money is there or promised, so that a hold
// for payment may end.
func (o *Order) Settled() bool {
	switch paymentStatus(o) {
	case Authorized, Paid, Overpaid:
		return true
	case Unpaid, PartiallyAuthorized, PartiallyPaid, PartiallyRefunded, Refunded, Voided:
	}
	return false
}
