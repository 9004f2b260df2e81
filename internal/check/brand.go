package check

import (
	"strconv"

	"wayside/internal/colour"
)

// checkBrand checks that the accent is legible on the paper of light pages. For dark pages a
// lighter tint is made of it.
func checkBrand(c *checker) {
	accent, ok := colour.Parse(c.guide.Brand.Accent)
	if !ok || colour.Legible(accent, colour.LeastContrast, colour.LightPaper...) {
		return
	}
	nearest := colour.Darker(accent, colour.LeastContrast, colour.LightPaper...)
	contrast := strconv.FormatFloat(colour.Contrast(accent, colour.LightPaper[0]), 'f', 1, 64)
	c.add(c.guide.Brand.AccentAt, "accent-contrast", accent.String(), contrast, nearest.String())
}
