package check

import (
	"errors"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/hours"
)

// openingHours parses a site's opening hours. Hours that are not understood would
// never count as open, so they are an error.
func (c *checker) openingHours(s *guide.Site) {
	if s.OpeningHours == "" {
		return
	}
	_, err := hours.Parse(s.OpeningHours)
	var bad *hours.SyntaxError
	if errors.As(err, &bad) {
		value := guide.Passage{Text: s.OpeningHours, At: s.OpeningAt, Literal: s.OpeningLiteral}
		p := diag.New(value.Place(bad.Offset), bad.Key, bad.Args...)
		p.Nearest = bad.Nearest
		c.problems = append(c.problems, p)
	}
}
