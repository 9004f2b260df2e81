package hours

import (
	"strings"
	"testing"

	"wayside/internal/linear"
)

// TestLinear parses values of up to the longest length, which repeat something.
func TestLinear(t *testing.T) {
	for _, part := range []string{"Mo 09:00-17:00; ", "Mo,", "2026 Jan 01,", "09:00-10:00,", `"a" `, "周一至", "(", "week 1,", "PH off || "} {
		t.Run(part, func(t *testing.T) {
			text := func(n int) string { return strings.Repeat(part, n/len(part)) }
			linear.Allocates(t, Longest/2, text, func(s string) { Parse(s) })
		})
	}
}
