// Package spreadsheet writes tables as files that spreadsheet programs open.
//
// In come rows of texts; out comes CSV as Excel reads it in any country: UTF-8 with a byte
// order mark, by which Excel knows it, and without a cell that would be a formula, since some
// texts come from strangers.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// CSV returns rows as CSV. Line ends and tabs in a cell become spaces.
func CSV(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = harmless(text)
		}
		w.Write(cells) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

// harmless puts an apostrophe before what would otherwise be a formula, also after a
// semicolon, at which Excel divides cells in some countries.
func harmless(text string) string {
	text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(text)
	var b strings.Builder
	begin := true
	for _, r := range text {
		if begin && strings.ContainsRune("=+-@＝＋－＠", r) {
			b.WriteByte('\'')
		}
		if r != ' ' && r != '"' {
			begin = r == ';'
		}
		b.WriteRune(r)
	}
	return b.String()
}
