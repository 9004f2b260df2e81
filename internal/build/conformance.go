package build

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/pdf"
)

// A conformance collects why PDFs do not claim PDF/UA-1. It is safe for concurrent
// use.
type conformance struct {
	mu     sync.Mutex
	failed map[string][]failing // by reason, a key of the catalogue
}

// A failing PDF has a finding.
type failing struct {
	handout Handout
	finding pdf.Finding
}

// add records the findings of a PDF, of each reason the first.
func (c *conformance) add(h Handout, findings []pdf.Finding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := map[string]bool{}
	for _, f := range findings {
		if why := reason(f.Condition); !seen[why] {
			seen[why] = true
			if c.failed == nil {
				c.failed = map[string][]failing{}
			}
			c.failed[why] = append(c.failed[why], failing{h, f})
		}
	}
}

// reason returns the catalogue key for a condition that is not met.
func reason(condition string) string {
	group, _, _ := strings.Cut(condition, "-")
	switch {
	case condition == "13-004":
		return "pdf-ua/picture"
	case group == "14":
		return "pdf-ua/headings"
	case condition == "09-004" || group == "15":
		return "pdf-ua/table"
	case condition == "10-001" || condition == "31-011" || condition >= "31-027" && condition <= "31-030":
		return "pdf-ua/character"
	}
	return "pdf-ua"
}

// report adds one warning for each reason, at the first handout that it concerns.
func (c *conformance) report(problems *diag.List) {
	for _, why := range []string{"pdf-ua/picture", "pdf-ua/headings", "pdf-ua/table", "pdf-ua/character", "pdf-ua"} {
		all := c.failed[why]
		if len(all) == 0 {
			continue
		}
		// The unmodified page has the shortest name: its editions have suffixes.
		first := slices.MinFunc(all, func(a, b failing) int {
			return cmp.Or(cmp.Compare(len(a.handout.Address), len(b.handout.Address)), cmp.Compare(a.handout.Address, b.handout.Address))
		})
		arguments := []any{len(all), path.Base(first.handout.Address), max(first.finding.Page, 1)}
		if why == "pdf-ua" {
			arguments = append(arguments, strings.TrimSpace(first.finding.Condition+" "+first.finding.Detail))
		}
		problems.Add(first.handout.From, why, arguments...)
	}
}
