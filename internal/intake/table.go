package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// headLines is how many lines may precede the headings' end: a title, a date, the
// name of an office.
const headLines = 10

// A header is the headings of a table.
type header struct {
	columns []column // of each cell of a line; the zero column for an unknown heading
	texts   []field
	next    int   // the index of the line below
	score   int   // how many columns were recognised; 0 if none has names
	unknown []int // the cells with an unknown heading
	reports diag.List
}

// index returns the column of a key in the default language, -1 for none.
func (h *header) index(key string) int {
	return slices.IndexFunc(h.columns, func(c column) bool { return c.key == key && c.lang == "" })
}

// findHeadings finds the line with the headings among the first ones. Two lines are
// joined, the upper one of which has the name of a group ("坐标" above "经度" and
// "纬度"), if more columns are recognised that way.
func findHeadings(r *reader, lines [][]field) (best header) {
	for _, joined := range []bool{false, true} {
		for i := range min(len(lines), headLines) {
			line, next := lines[i], i+1
			if joined {
				if next == len(lines) || slices.ContainsFunc(lines[next], func(f field) bool { return numeric.MatchString(narrow(f.text)) }) {
					continue
				}
				line, next = both(line, lines[next]), next+1
			}
			if h := readHeadings(r, line); h.score > best.score {
				h.next = next
				best = h
			}
		}
	}
	return best
}

var numeric = regexp.MustCompile(`^\s*[-+]?\d+([.,]\d+)?\s*$`)

// both joins two lines of headings. A cell without text belongs to the group on its
// left, as cells that are merged do.
func both(upper, lower []field) []field {
	all := make([]field, max(len(upper), len(lower)))
	group := ""
	for i := range all {
		var a, b field
		if i < len(upper) {
			a = upper[i]
		}
		if i < len(lower) {
			b = lower[i]
		}
		switch {
		case a.text != "":
			group = a.text
		case b.text == "":
			group = ""
		}
		switch {
		case b.text == "":
			all[i] = a
		case group == "":
			all[i] = b
		default:
			all[i] = field{group + "\n" + b.text, b.at}
		}
	}
	return all
}

// readHeadings reads a line as headings.
func readHeadings(r *reader, line []field) header {
	h := header{columns: make([]column, len(line)), texts: line}
	type found struct {
		column
		lang string
		ok   bool
	}
	all := make([]found, len(line))
	for i, f := range line {
		if strings.TrimSpace(f.text) == "" {
			continue
		}
		all[i].column, all[i].lang, all[i].ok = r.words.headingOf(f.text)
		if !all[i].ok {
			h.unknown = append(h.unknown, i)
		}
	}
	needed := false
	seen := map[column]string{}
	take := func(i int, lang guide.Lang) {
		c := all[i].column
		c.lang, c.loose = lang, false
		alone := column{key: c.key, lang: lang}
		if first, again := seen[alone]; again && c.key != "none" && c.key != "sources" {
			h.reports.Add(line[i].at, "import-column/twice", joined(line[i].text, " "), first)
			return
		}
		seen[alone] = joined(line[i].text, " ")
		if c.key == "remark" {
			h.reports.Add(line[i].at, "import-column/remark", joined(line[i].text, " "))
			c.key = "none"
		}
		h.columns[i] = c
		needed = needed || c.key == r.words.needed && lang == ""
		if c.key != "none" {
			h.score += 2
		}
		if Datum(c.unit) != "" {
			h.score++
		}
	}
	foreign := -1
	for _, loose := range []bool{false, true} {
		for i := range all {
			if !all[i].ok || all[i].loose != loose {
				continue
			}
			lang := guide.Lang("")
			if all[i].lang != "" && Datum(all[i].lang) == "" {
				l, ok := language(r.o.Guide, all[i].lang)
				if !ok {
					if all[i].key == r.words.needed && foreign < 0 {
						foreign = i
						continue
					}
					h.reports.Add(line[i].at, "import-column/language", joined(line[i].text, " "), all[i].lang)
					continue
				}
				if lang = l; l == r.o.Guide.Default() {
					lang = ""
				}
			}
			take(i, lang)
		}
	}
	switch {
	case foreign >= 0 && !needed: // the only names that the table has
		take(foreign, "")
	case foreign >= 0:
		h.reports.Add(line[foreign].at, "import-column/language", joined(line[foreign].text, " "), all[foreign].lang)
	}
	if !slices.ContainsFunc(h.columns, func(c column) bool { return c.key == r.words.needed }) {
		h.score = 0
	}
	return h
}

// headingOf reads a heading, which may have the name of its group in a line above.
func (v *vocabulary) headingOf(text string) (c column, lang string, ok bool) {
	group, own, joined := strings.Cut(text, "\n")
	if !joined {
		return v.columnOf(text)
	}
	if c, lang, ok = v.columnOf(text); ok && !c.loose && !strings.ContainsAny(narrow(group), "([【") {
		return c, lang, ok
	}
	c, lang, ok = v.columnOf(own)
	if !ok {
		return v.columnOf(text)
	}
	if c.key == "lat" || c.key == "lon" || c.key == "position" {
		if word, _ := datumIn(plain(Fold(group)) + " "); c.unit == "" && word != "" {
			c.unit = word
		}
		if above, _, _ := v.columnOf(group); c.unit == "" {
			c.unit = above.unit
		}
	}
	return c, lang, ok
}

// tabulate reads the lines of a table. In a table whose merged cells are not known,
// empty ones are filled from above.
func tabulate(r *reader, lines [][]field, fill bool) {
	r.table = true
	h := findHeadings(r, lines)
	if h.score == 0 {
		if len(lines) > 0 && len(lines[0]) > 0 {
			r.problems.Add(lines[0][0].at, r.words.missing)
		}
		return
	}
	*r.problems = append(*r.problems, h.reports...)
	for _, i := range h.unknown {
		r.problems.AddUnknown(h.texts[i].at, "import-column", joined(h.texts[i].text, " "), r.words.known())
	}
	leaveAbove(r, h, lines[:h.next])
	numbered := serial(h, lines[h.next:])
	var places [][]field
	for _, line := range lines[h.next:] {
		if why := notPlace(h, line); why != "" {
			at, text := firstCell(line)
			r.leave(1, at, why, text)
			continue
		}
		if len(places) > 0 && sameCells(places[len(places)-1], line) {
			at, text := firstCell(line)
			if i := h.index("name"); i >= 0 && i < len(line) {
				text = joined(line[i].text, " ")
			}
			r.leave(1, at, "import-left-out/double", text)
			continue
		}
		places = append(places, line)
	}
	if fill {
		fillMerged(r, h, places)
	}
	for _, line := range places {
		if !r.keep(readLine(r, h, line, numbered)) {
			return
		}
	}
}

// firstCell returns the place and the text of a line's first cell with a text.
func firstCell(line []field) (diag.Place, string) {
	for _, f := range line {
		if text := strings.TrimSpace(f.text); text != "" {
			return f.at, shortened(joined(text, " "))
		}
	}
	return diag.Place{}, ""
}

// shortened returns the start of a long text, for a message.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= 40 {
		return text
	}
	return string([]rune(text)[:40]) + "…"
}

// serial reports whether the ids of a table are only numbers, 1, 2, 3: they are no
// ids but count the rows.
func serial(h header, lines [][]field) bool {
	i := h.index("id")
	if i < 0 {
		return false
	}
	count := 0
	for _, line := range lines {
		if i >= len(line) || strings.TrimSpace(line[i].text) == "" {
			continue
		}
		if _, err := strconv.Atoi(strings.TrimSpace(narrow(line[i].text))); err != nil {
			return false
		}
		count++
	}
	return count > 0
}

// merging are the columns whose cells editors merge over several rows.
var merging = []string{"route", "datum", "kind", "themes", "protection"}

// fillMerged fills the empty cells that a spreadsheet leaves of merged ones: in a column
// that is left of the names, or of whose rows the number on the route is known, if
// no value is written twice in a row. A route column of a table without merged cells
// repeats its values.
func fillMerged(r *reader, h header, lines [][]field) {
	names, order := h.index("name"), h.index("order")
	for _, key := range merging {
		i := h.index(key)
		if i < 0 || len(lines) < 2 || cellText(lines[0], i) == "" {
			continue
		}
		ordered := key == "route" && slices.ContainsFunc(lines, func(line []field) bool { return cellText(line, order) != "" })
		last, values, empty, merged := "", 0, 0, true
		for _, line := range lines {
			switch text := cellText(line, i); {
			case text == "" && ordered && cellText(line, order) == "": // on no route
			case text == "":
				empty++
				if i > names && !(key == "route" && cellText(line, order) != "") && key != "datum" {
					merged = false
				}
			case text == last:
				merged = false
			default:
				last = text
				values++
			}
		}
		if key == "datum" && i > names && values > 1 || !merged || empty == 0 {
			continue
		}
		last, empty = "", 0
		var at diag.Place
		for n, line := range lines {
			if text := cellText(line, i); text != "" {
				last = text
				continue
			}
			if ordered && cellText(line, order) == "" {
				last = "" // the block of merged cells ends where the stops' numbers do
			}
			if last == "" {
				continue
			}
			empty++
			lines[n] = slices.Clone(line)
			for len(lines[n]) <= i {
				lines[n] = append(lines[n], field{at: line[0].at})
			}
			lines[n][i].text = last
			if at.Line == 0 {
				at = lines[n][i].at
			}
		}
		if empty > 0 {
			r.problems.Add(at, "import-column/merged", joined(h.texts[i].text, " "), empty)
		}
	}
}

// readLine returns a line of the table as a row.
func readLine(r *reader, h header, line []field, numbered bool) row {
	var w row
	for i, f := range line {
		text := strings.TrimSpace(f.text)
		if text == "" {
			continue
		}
		if w.at.Line == 0 {
			w.at = f.at
		}
		if i >= len(h.columns) {
			r.problems.Add(f.at, "import-column/cells", len(h.columns), shortened(text))
			break
		}
		if key := h.columns[i].key; key != "" && key != "none" && !(key == "id" && numbered) {
			w.add(h.columns[i], text, f.at)
		}
	}
	w.routes = readTickets(r, &w, h.columns)
	return w
}

// readTickets returns a row's positions on the routes that its cell names, ordered by
// number, or by line if there are no numbers. A table with numbers but without
// routes is one route with the name of the file.
func readTickets(r *reader, w *row, columns []column) []ticket {
	order, number := float64(len(r.rows)), w.get("order")
	if number != nil {
		v, ok := ordinal(number.text)
		if !ok {
			r.problems.Add(number.at, "import-value/order", "order", number.text)
			v = 0
			if n := len(r.rows); n > 0 && len(r.rows[n-1].routes) > 0 {
				v = r.rows[n-1].routes[0].order
			}
		}
		order = v
	}
	if c := w.get("route"); c != nil {
		var all []ticket
		seen := map[string]bool{}
		for _, name := range words(c.text, lists) {
			if !seen[name] {
				seen[name] = true
				all = append(all, ticket{name, order})
			}
		}
		return all
	}
	if slices.ContainsFunc(columns, func(c column) bool { return c.key == "route" }) || number == nil {
		return nil // this row is on none
	}
	return []ticket{{r.title(), order}}
}

var nth = regexp.MustCompile(`^(?:第|no\.?|stop|day)?\s*([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+)\s*(?:站|个|号|点|处|[.,)])?$`)

// ordinal reads the number of a stop: 3, 第3站, 第三站, ③.
func ordinal(text string) (float64, bool) {
	text = Fold(text)
	if c, size := utf8.DecodeRuneInString(text); size == len(text) {
		switch {
		case c >= '①' && c <= '⑳':
			return float64(c-'①') + 1, true
		case c >= '⑴' && c <= '⒇':
			return float64(c-'⑴') + 1, true
		case c >= '❶' && c <= '❿':
			return float64(c-'❶') + 1, true
		case c >= '㈠' && c <= '㈩':
			return float64(c-'㈠') + 1, true
		}
	}
	m := nth.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	if n, ok := numeral(m[1]); ok {
		return float64(n), true
	}
	v, err := strconv.ParseFloat(m[1], 64)
	return v, err == nil && v >= 0 && v <= 1_000_000
}

// numeral reads a Chinese number from 一 to 九十九.
func numeral(text string) (n int, ok bool) {
	digit := 0
	for _, c := range text {
		i := strings.IndexRune("一二三四五六七八九", c) / len("一")
		switch {
		case c == '两':
			digit = 2
		case c == '十':
			n += max(digit, 1) * 10
			digit = 0
		case strings.ContainsRune("一二三四五六七八九", c):
			digit = i + 1
		default:
			return 0, false
		}
	}
	return n + digit, n+digit > 0
}
