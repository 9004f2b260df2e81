package geo

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	angleSigns = strings.NewReplacer("度", "°", "º", "°", "分", "'", "′", "'", "’", "'", "‘", "'", "秒", `"`, "″", `"`, "”", `"`, "“", `"`, "''", `"`,
		"北纬", "N", "南纬", "S", "东经", "E", "西经", "W", "n", "N", "s", "S", "e", "E", "w", "W")
	angleNumber = `(\d{1,3}(?:\.\d{0,15})?)`
	angleForm   = regexp.MustCompile(`^([-+NSEW]?)\s*` + angleNumber + `(?:\s*°\s*|\s+|$|\s*([NSEW])$)(?:` + angleNumber + `\s*(?:'|$|\s)\s*(?:` + angleNumber + `\s*"?)?)?\s*([NSEW]?)$`)
)

// ParseAngle reads one coordinate in decimal degrees, or in degrees, minutes and
// seconds with the signs that people and programs write: 34°24′38″N, 北纬34度24分.
// axis is 'y' if a letter makes it a latitude, 'x' for a longitude, otherwise 0.
func ParseAngle(text string) (degrees float64, axis byte, ok bool) {
	m := angleForm.FindStringSubmatch(angleSigns.Replace(strings.TrimSpace(text)))
	if m == nil {
		return 0, 0, false
	}
	for i, scale := range []float64{1, 60, 3600} {
		part := m[[]int{2, 4, 5}[i]]
		if part == "" {
			continue
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || i > 0 && v >= 60 {
			return 0, 0, false
		}
		degrees += v / scale
	}
	letters := m[1] + m[3] + m[6]
	if m[1] == "-" || strings.ContainsAny(letters, "SW") {
		degrees = -degrees
	}
	switch {
	case strings.ContainsAny(letters, "NS"):
		axis = 'y'
	case strings.ContainsAny(letters, "EW"):
		axis = 'x'
	}
	return degrees, axis, true
}
