package check

import (
	"errors"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/hours"
)

// openingHours reads a site's opening hours: what is not understood can
// never count as open, so it is an error with its place.
func (c *checker) openingHours(s *guide.Site) {
	if s.OpeningHours == "" {
		return
	}
	_, err := hours.Parse(s.OpeningHours)
	var bad *hours.SyntaxError
	if errors.As(err, &bad) {
		at := s.OpeningAt
		at.Column += len([]rune(s.OpeningHours[:min(bad.Offset, len(s.OpeningHours))]))
		p := diag.New(at, bad.Key, bad.Args...)
		p.Nearest = bad.Nearest
		c.problems = append(c.problems, p)
	}
}
