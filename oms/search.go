package oms

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// searchSKUs bounds how many SKUs of one order can be searched for.
const searchSKUs = 60

// searchLots bounds how many lots and serial numbers of one parcel can be
// searched for.
const searchLots = 200

// SearchWords returns the words by which an order is found, lower-case with
// one space between: its number, external id, the customer's name and e-mail
// (whole and before the @), SKUs, tracking numbers, lots and serial numbers, and
// the parts of these.
func SearchWords(o *Order) string {
	words := SplitWords(o.ExternalID)
	if o.Number > 0 {
		words = append(words, strconv.FormatInt(o.Number, 10))
	}
	if o.Email != "" {
		words = append(words, SplitWords(o.Email)...)
		local, _, _ := strings.Cut(o.Email, "@")
		words = append(words, SplitWords(local)...)
	}
	words = append(words, SplitWords(o.CustomerName)...)
	words = append(words, SplitWords(o.ShippingAddress.Name)...)
	for i := range o.Lines[:min(len(o.Lines), searchSKUs)] {
		words = append(words, SplitWords(o.Lines[i].SKU)...)
	}
	for i := range o.Parcels {
		words = append(words, SplitWords(o.Parcels[i].TrackingNumber)...)
		words = append(words, lotWords(&o.Parcels[i])...)
	}
	for _, w := range words {
		words = append(words, parts(w)...)
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// lotWords are the lots and serial numbers in a parcel.
func lotWords(p *Parcel) (words []string) {
	for i := range p.Items[:min(len(p.Items), searchLots)] {
		words = append(words, SplitWords(p.Items[i].Lot)...)
	}
	return words
}

// parts are the pieces of a word that people look for on their own: brien in
// o'brien, red in tee-red-m. Single letters and digits are not.
func parts(word string) (out []string) {
	pieces := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	if len(pieces) < 2 {
		return nil
	}
	return slices.DeleteFunc(pieces, func(p string) bool { return len(p) < 2 })
}

// SplitWords cuts a text into the lower-case words that SearchWords keeps and
// a search asks for.
func SplitWords(text string) []string {
	return strings.Fields(strings.ToLower(strings.ToValidUTF8(text, "")))
}
