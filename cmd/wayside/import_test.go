package main

import (
	packing "archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook with a sheet for each table, named like it, and merges
// cells of the first one: workbook FILE TABLE.csv… [A1:B2…]
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	book := excelize.NewFile()
	first := ""
	for _, arg := range args[1:] {
		if from, to, ok := strings.Cut(arg, ":"); ok {
			ts.Check(book.MergeCell(first, from, to))
			continue
		}
		table := csv.NewReader(strings.NewReader(ts.ReadFile(arg)))
		table.FieldsPerRecord = -1
		rows, err := table.ReadAll()
		ts.Check(err)
		sheet := strings.TrimSuffix(arg, ".csv")
		if first == "" {
			first = sheet
			ts.Check(book.SetSheetName("Sheet1", sheet))
		} else {
			_, err = book.NewSheet(sheet)
			ts.Check(err)
		}
		for y, row := range rows {
			for x, text := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				ts.Check(err)
				ts.Check(book.SetCellDefault(sheet, cell, text)) // a number is stored as one
			}
		}
	}
	var b bytes.Buffer
	ts.Check(book.Write(&b))
	create(ts, args[0], b.Bytes())
}

// writeArchive writes a ZIP file: archive FILE NAME SOURCE…
func writeArchive(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	z := packing.NewWriter(&b)
	for i := 1; i+1 < len(args); i += 2 {
		w, err := z.Create(filepath.ToSlash(args[i]))
		ts.Check(err)
		data, err := os.ReadFile(ts.MkAbs(args[i+1]))
		ts.Check(err)
		_, err = w.Write(data)
		ts.Check(err)
	}
	ts.Check(z.Close())
	create(ts, args[0], b.Bytes())
}
