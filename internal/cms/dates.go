package cms

import (
	"strings"
	"time"

	"wayside/internal/toml"
)

// datesHide reports whether front matter has a date inside braces or brackets. The library
// with which Decap reads TOML takes what follows such a date for the time of day, fails, and
// Decap shows an empty form; saving it would replace the whole file.
func datesHide(front string) bool {
	root, _ := toml.Decode(front, func(toml.Fault) {})
	return hasInnerDate(front, root)
}

func hasInnerDate(text string, v toml.Value) bool {
	if at, isTime := v.Any.(time.Time); isTime && at.Location().String() == "date-local" {
		line, _, _ := strings.Cut(text[v.Start+len(v.Raw()):], "\n")
		line = strings.TrimSpace(line)
		return line != "" && line[0] != '#'
	}
	items, _ := v.Items()
	for _, item := range items {
		if hasInnerDate(text, item) {
			return true
		}
	}
	for key := range v.Table() {
		if hasInnerDate(text, v.Get(key)) {
			return true
		}
	}
	return false
}
