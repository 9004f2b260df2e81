package schema

import (
	"strconv"
	"time"
)

// longestDuration bounds a Duration: a longer one is a mistyped unit.
const longestDuration = 7 * 24 * time.Hour

// ValidDuration reports whether a length of time can be a field's value.
func ValidDuration(d time.Duration) bool {
	return d >= 0 && d <= longestDuration && d%time.Minute == 0
}

// ParseDuration reads "45m" or "1h30m".
func ParseDuration(s string) (d time.Duration, ok bool) {
	d, err := time.ParseDuration(s)
	return d, err == nil && ValidDuration(d)
}

// FormatDuration returns a length of time as an editor writes it: "1h30m",
// "45m".
func FormatDuration(d time.Duration) string {
	text := ""
	if h := d / time.Hour; h > 0 {
		text = strconv.Itoa(int(h)) + "h"
	}
	if m := d % time.Hour / time.Minute; m > 0 || text == "" {
		text += strconv.Itoa(int(m)) + "m"
	}
	return text
}
