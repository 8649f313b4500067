package document_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/switchyard-oms/switchyard/internal/document"
)

var buyer = document.Address{
	Name: "Jane Doe", Address1: "500 Terry A Francois Blvd", City: "San Francisco", Region: "CA",
	PostalCode: "94158", CountryCode: "US", Country: "United States",
}

func ExampleLabelZPL() {
	zpl, err := document.LabelZPL(document.Label{
		Carrier: "Switchyard Post", Service: "Express", Tracking: "SY000000001",
		From: document.Address{Company: "North Yard", Address1: "Hauptstr. 1", City: "Berlin", PostalCode: "10115", CountryCode: "DE"},
		To:   buyer, WeightGrams: 360, Parcel: 1, Parcels: 2, Reference: "1001",
		ShipDate: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(string(zpl)) {
		if strings.Contains(line, "^BC") || strings.Contains(line, "94158") {
			fmt.Print(line)
		}
	}
	// Output:
	// ^FO24,394^A0N,56,56^FH_^FDSan Francisco, CA 94158^FS
	// ^FO94,800^BY4^BCN,280,N,N,N,N^FH_^FD>:SY000000001^FS
}

func ExampleLabelPDF() {
	label := document.Label{Carrier: "Switchyard Post", To: buyer, Parcel: 1, Parcels: 1, ShipDate: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	_, err := document.LabelPDF(label)
	fmt.Println(err)

	label.Tracking = "SY000000001"
	pdf, err := document.LabelPDF(label)
	fmt.Println(bytes.HasPrefix(pdf, []byte("%PDF-")), err)
	// Output:
	// document: tracking number "" is missing
	// true <nil>
}

func ExamplePackingSlip_PDF() {
	pdf, err := document.PackingSlip{
		Paper: document.Letter, Shop: "North Yard", Order: "1001", ShipTo: buyer, Parcel: 1, Parcels: 1,
		PrintedAt: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC),
		Lines:     []document.SlipLine{{SKU: "TEE-RED-M", Title: "Tee red M", Quantity: 2, Bin: "A-01"}},
		GiftNote:  "Happy birthday!",
	}.PDF()
	fmt.Println(bytes.HasPrefix(pdf, []byte("%PDF-")), err)
	// Output: true <nil>
}

func ExamplePickList_Rows() {
	list := document.PickList{Location: "BER", Orders: []document.PickOrder{
		{Number: "1001", Lines: []document.PickLine{{SKU: "TEE-RED-M", Bin: "B-02", Quantity: 2}, {SKU: "MUG", Bin: "A-01", Quantity: 1}}},
		{Number: "1002", Lines: []document.PickLine{{SKU: "TEE-RED-M", Bin: "B-02", Quantity: 1}}},
	}}
	for _, row := range list.Rows() {
		fmt.Println(row.Bin, row.SKU, row.Total, row.Orders)
	}
	// Output:
	// A-01 MUG 1 [{1001 1}]
	// B-02 TEE-RED-M 3 [{1001 2} {1002 1}]
}

func ExampleUnprintable() {
	fmt.Println(document.Unprintable("東京都 Tokyo, Łódź, Київ"))
	// Output: 東京都
}
