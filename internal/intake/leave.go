package intake

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	total   = regexp.MustCompile(`^(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|平均|(grand total|totals?|subtotals?|sum|average)\b)`)
	totally = regexp.MustCompile(`^(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|平均值?|grand total|totals?|subtotals?|sum|average)\s*[:(]?\s*[\d.,]*\s*[处个座家]?\)?$`)
	note    = regexp.MustCompile(`^([*※]|(注|备注|说明|附注|填表说明|填报说明|制表|填表|填报|审核|审批|单位负责人|负责人|数据来源|资料来源|来源|联系人|日期|截至|截止|notes?|remarks?|sources?)(人|单位|日期|时间)?\s*[:0-9])`)
	section = regexp.MustCompile(`^\(?[一二三四五六七八九十]+(\)|[,.])`)
	shape   = regexp.MustCompile(`^(?i)(SRID=\d+;)?\s*(MULTI)?(LINESTRING|POLYGON|POINT|GEOMETRYCOLLECTION)\b`)
)

// tally is a number of places where a total has one instead of a name: 300处.
var tally = regexp.MustCompile(`^(?:共|合计|总共)?\s*[\d.]+\s*(?:处|个|家|座|条|项)?(?:点位|地点|场馆|站)?$`)

// notPlace returns the key of the problem if a line is not a place: a total, a note,
// the headings again, or a line of a map. Otherwise it returns "".
func notPlace(h header, line []field) string {
	name, filled, again := "", 0, true
	first := ""
	for i, f := range line {
		text := Fold(f.text)
		if text == "" {
			again = again && (i >= len(h.texts) || Fold(h.texts[i].text) == "")
			continue
		}
		again = again && i < len(h.texts) && text == Fold(h.texts[i].text)
		if first == "" {
			first = text
		}
		if i >= len(h.columns) {
			filled++
			continue
		}
		switch c := h.columns[i]; c.key {
		case "name":
			name = text
		case "position", "lat":
			m := shape.FindStringSubmatch(f.text)
			switch {
			case m == nil:
			case strings.EqualFold(m[3], "LINESTRING"):
				return "import-left-out/line"
			case m[2] != "" || !strings.EqualFold(m[3], "POINT"):
				return "import-left-out/area"
			}
		}
		filled++
	}
	switch {
	case again:
		return "import-left-out/heading"
	case (name == "" || tally.MatchString(name)) && total.MatchString(first), totally.MatchString(name):
		return "import-left-out/total"
	case filled > 2 || len(h.columns) < 2:
	case note.MatchString(first), filled == 1 && section.MatchString(first), filled == 1 && utf8.RuneCountInString(first) > 60:
		return "import-left-out/note"
	}
	return ""
}

// leaveAbove names the lines above the headings, except for titles of one cell: they
// may be a table of their own.
func leaveAbove(r *reader, h header, lines [][]field) {
	first := math.MaxInt
	for _, f := range h.texts {
		if strings.TrimSpace(f.text) != "" {
			first = min(first, f.at.Line)
		}
	}
	for _, line := range lines {
		at, text := firstCell(line)
		heading := slices.ContainsFunc(h.texts, func(f field) bool { return strings.HasPrefix(strings.TrimSpace(f.text), text) }) // headings in two lines
		if filled(line) > 1 && at.Line < first && !heading {
			r.leave(1, at, "import-left-out/above", text)
		}
	}
}

// sameCells reports whether two lines have the same texts, at least two.
func sameCells(a, b []field) bool {
	for i := range max(len(a), len(b)) {
		if cellText(a, i) != cellText(b, i) {
			return false
		}
	}
	return filled(a) > 1
}

// filled returns the number of a line's cells with a text.
func filled(line []field) (n int) {
	for i := range line {
		if cellText(line, i) != "" {
			n++
		}
	}
	return n
}

// cellText returns the text of a line's cell, "" if the line does not have the cell.
func cellText(line []field, i int) string {
	if i < 0 || i >= len(line) {
		return ""
	}
	return strings.TrimSpace(line[i].text)
}
