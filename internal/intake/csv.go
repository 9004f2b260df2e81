package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// csv reads a table. encoding/csv knows where each field begins, even after fields
// of many lines; its columns are bytes and become characters here.
func (r *reader) csv() {
	r.table = true
	text := r.text
	skipped := 0
	if first, rest, _ := bytes.Cut(text, []byte("\n")); bytes.HasPrefix(first, []byte("sep=")) {
		skipped, text = 1, rest // a line for Excel; the delimiter is determined from the headings
	}
	c := csv.NewReader(bytes.NewReader(text))
	c.Comma, c.FieldsPerRecord = delimiter(text), -1
	starts := []int{0} // of lines
	for i, b := range r.text {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	spot := func(line, column int) diag.Place {
		return r.place(starts[min(line+skipped, len(starts))-1] + column - 1)
	}
	var columns []column
	for n := 0; ; n++ {
		record, err := c.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.As(err, &bad):
			r.problems.Add(spot(bad.Line, bad.Column), "import-broken/quote")
			return
		case err != nil: // an invalid delimiter
			r.fail(0, "import-broken/quote")
			return
		}
		place := func(i int) diag.Place { return spot(c.FieldPos(i)) }
		if n == 0 {
			if columns = readHeader(r, record, place); columns == nil {
				return
			}
			continue
		}
		if !readRecord(r, columns, record, place) {
			return
		}
	}
}

// delimiter returns the most frequent delimiter of the first line. A table that was
// typed by hand may have full-width commas.
func delimiter(text []byte) rune {
	head, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t，；|" {
		if n := strings.Count(string(head), string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// readHeader reads the headings. It returns nil if no column has names.
func readHeader(r *reader, record []string, place func(int) diag.Place) []column {
	columns := make([]column, len(record))
	seen := map[column]bool{}
	named := false
	for i, heading := range record {
		if strings.TrimSpace(heading) == "" {
			continue
		}
		c, lang, ok := columnOf(heading)
		if !ok {
			r.problems.AddUnknown(place(i), "import-column", strings.TrimSpace(heading), known())
			continue
		}
		if lang != "" && Datum(lang) == "" {
			l, ok := language(r.o.Guide, lang)
			if !ok {
				r.problems.Add(place(i), "import-column/language", strings.TrimSpace(heading), lang)
				continue
			}
			if c.lang = l; l == r.o.Guide.Default() {
				c.lang = ""
			}
		}
		alone := column{key: c.key, lang: c.lang}
		if seen[alone] && c.key != "none" && c.key != "sources" {
			r.problems.Add(place(i), "import-column/twice", strings.TrimSpace(heading))
			continue
		}
		seen[alone] = true
		named = named || c.key == "name"
		columns[i] = c
	}
	if !named {
		r.problems.Add(place(0), "import-column/name")
		return nil
	}
	return columns
}

// readRecord adds one line of the table. It returns false if there are too many.
func readRecord(r *reader, columns []column, record []string, place func(int) diag.Place) bool {
	var w row
	for i, text := range record {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if w.at.Line == 0 {
			w.at = place(i)
		}
		if i >= len(columns) {
			r.problems.Add(place(i), "import-column/cells", len(columns), text)
			break
		}
		if key := columns[i].key; key != "" && key != "none" {
			w.add(columns[i], text, place(i))
		}
	}
	if w.at.Line == 0 {
		return true // a line of commas: Excel writes them below a table
	}
	w.routes = readTickets(r, &w, columns)
	return r.keep(w)
}

// readTickets returns a row's positions on the routes that its cell names, ordered by
// number, or by line if there are no numbers. A table with numbers but without
// routes is one route with the name of the file.
func readTickets(r *reader, w *row, columns []column) []ticket {
	order, number := float64(len(r.rows)), w.get("order")
	if number != nil {
		v, err := strconv.ParseFloat(narrow(number.text), 64)
		if err != nil || !(v >= 0 && v <= 1_000_000) {
			r.problems.Add(number.at, "bad-value/range", "order", "0", "1000000", "")
		}
		order = v
	}
	if c := w.get("route"); c != nil {
		var all []ticket
		for _, name := range words(c.text) {
			all = append(all, ticket{name, order})
		}
		return all
	}
	for _, c := range columns {
		if c.key == "route" { // but this row is on none
			return nil
		}
	}
	if number == nil {
		return nil
	}
	return []ticket{{r.title(), order}}
}

// addNamed adds a value of a format that has names for values. Unknown names and
// values that are not valid for a site are skipped: apps write data for themselves,
// such as numeric ids, and yes for a fee.
func addNamed(r *reader, w *row, name, text string, at diag.Place) {
	c, lang, ok := columnOf(name)
	if !ok || w.get(c.key) != nil && lang == "" || text == "yes" || text == "no" {
		return
	}
	switch c.key {
	case "none", "route", "order", "lat", "lon", "position":
		return
	case "id":
		ok = guide.ValidID(text) && strings.Trim(text, "0123456789-") != ""
	case "kind":
		ok = valueNamed(schema.Site.Field("kind"), Fold(text)) != ""
	case "website":
		ok = web(text)
	case "story":
		text = unmarked(text)
	}
	if lang != "" && ok {
		c.lang, ok = language(r.o.Guide, lang)
		if c.lang == r.o.Guide.Default() {
			c.lang = ""
		}
	}
	if ok {
		w.add(c, text, at)
	}
}
