package table

import (
	"io"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/switchyard-oms/switchyard/oms"
)

// Limits of a workbook once unpacked: in all, and of one part in memory; a
// larger sheet goes through a temporary file.
const (
	maxUnpacked = 2 << 30
	inMemory    = 16 << 20
)

type xlsxRows struct {
	book *excelize.File
	rows *excelize.Rows
	n    int
}

// openXLSX opens a workbook at one of its sheets.
func openXLSX(r io.Reader, o Options) (*xlsxRows, bool, error) {
	book, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: inMemory, RawCellValue: true})
	if err != nil {
		if oms.CodeOf(err) != "" {
			return nil, false, err
		}
		return nil, false, oms.Errorf(oms.Malformed, "the workbook can't be read: %v", err)
	}
	x := &xlsxRows{book: book}
	sheets := book.GetSheetList()
	sheet := o.Sheet
	if sheet == "" && len(sheets) > 0 {
		sheet = sheets[0]
	}
	if x.rows, err = book.Rows(sheet); err != nil {
		_ = book.Close()
		return nil, false, oms.InvalidField("sheet", "%.100q is not in the workbook, which has %.500q", sheet, sheets)
	}
	props, err := book.GetWorkbookProps()
	return x, err == nil && props.Date1904 != nil && *props.Date1904, nil
}

func (x *xlsxRows) next() (int, []string, error) {
	if !x.rows.Next() {
		if err := x.rows.Error(); err != nil {
			return x.n, nil, oms.Errorf(oms.Malformed, "the workbook can't be read: %v", err)
		}
		return x.n, nil, io.EOF
	}
	x.n++
	cells, err := x.rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return x.n, nil, &rowError{oms.Errorf(oms.Malformed, "row %d can't be read: %v", x.n, err)}
	}
	size := 0
	for i, c := range cells {
		cells[i] = digits(c)
		size += len(c)
	}
	if size > MaxRow {
		return x.n, nil, &rowError{oms.Errorf(oms.Malformed, "row %d has more than %d MB", x.n, MaxRow>>20)}
	}
	return x.n, cells, nil
}

func (x *xlsxRows) close() error {
	err := x.rows.Close()
	if e := x.book.Close(); err == nil {
		err = e
	}
	return err
}

// float is how spreadsheets store numbers that are no short decimals: 19.9 as
// 19.899999999999999, 0.04 as 4.0000000000000001E-2.
var float = regexp.MustCompile(`^-?(\d+\.\d{12,}|\d(\.\d+)?E-\d+|\d\.\d+E\+?\d+)$`)

// digits writes a stored number with the digits that people see.
func digits(cell string) string {
	if len(cell) > 40 || !float.MatchString(cell) {
		return cell
	}
	f, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
