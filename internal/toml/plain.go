package toml

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	burnt "github.com/BurntSushi/toml"
)

// Most of what editors write is plain: a key, a text without escapes or a number, a list
// of these, a table by its header. The walk that finds the places has then read the values
// too, and the decoder, which takes eight times as long, is not asked. What is plain is
// chosen so that it is valid beyond doubt; anything else, and whatever is wrong, is left
// to the decoder. FuzzPlain compares the two.

// plainText reports whether a text has only characters that TOML allows in comments and
// strings, and line ends.
func plainText(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				return false
			}
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
			return false
		}
	}
	return utf8.ValidString(text)
}

// plainTable returns the values of a table that was walked to its end, in the types of the
// decoder. ok is false if one of them is not plain.
func plainTable(n *node) (values map[string]any, ok bool) {
	values = make(map[string]any, len(n.table))
	for key, child := range n.table {
		if values[key], ok = plainValue(child); !ok {
			return nil, false
		}
	}
	return values, true
}

func plainValue(n *node) (value any, ok bool) {
	switch {
	case n.lost != nil:
		return nil, false
	case n.header && n.array != nil:
		tables := make([]map[string]any, len(n.array))
		for i, item := range n.array {
			if tables[i], ok = plainTable(item); !ok {
				return nil, false
			}
		}
		return tables, true
	case n.table != nil:
		return plainTable(n)
	case n.array != nil:
		items := make([]any, len(n.array))
		for i, item := range n.array {
			if items[i], ok = plainValue(item); !ok {
				return nil, false
			}
		}
		return items, true
	case n.quote != 0:
		return n.raw, strings.IndexByte(n.raw, '\r') < 0 && (n.quote == '\'' || strings.IndexByte(n.raw, '\\') < 0)
	}
	return plainBare(n.raw)
}

// plainBare returns the value of a text without quotation marks.
func plainBare(raw string) (value any, ok bool) {
	switch raw {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	for i, t := range plainTimes {
		if formed(raw, t.form) {
			at, err := time.ParseInLocation(t.layout, raw, plainZones()[i])
			return at, err == nil
		}
	}
	digits := strings.TrimPrefix(raw, "-")
	whole, fraction, real := strings.Cut(digits, ".")
	if !decimal(whole) || len(whole) > 1 && whole[0] == '0' || real && !decimal(fraction) {
		return nil, false
	}
	if real {
		number, err := strconv.ParseFloat(raw, 64)
		return number, err == nil
	}
	number, err := strconv.ParseInt(raw, 10, 64)
	return number, err == nil
}

func decimal(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// plainTimes are the times that have no zone, as formed and as package time describe them.
var plainTimes = []struct{ form, layout string }{
	{"0000-00-00", time.DateOnly},
	{"0000-00-00T00:00:00", "2006-01-02T15:04:05"},
	{"00:00:00", time.TimeOnly},
}

// plainZones are the zones by which the decoder distinguishes times without one, in the
// order of plainTimes.
var plainZones = sync.OnceValue(func() (zones []*time.Location) {
	var of struct{ All []any }
	if _, err := burnt.Decode("All = [2000-01-01, 2000-01-01T00:00:00, 00:00:00]", &of); err != nil {
		panic(err)
	}
	for _, at := range of.All {
		zones = append(zones, at.(time.Time).Location())
	}
	return zones
})
