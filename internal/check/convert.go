package check

import (
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// checkConversion reports an edition that cannot be made from another one.
func checkConversion(g *guide.Guide, report func(diag.Place, string, ...any)) {
	c := &g.Convert
	at, langs := c.TraditionalAt, []guide.Lang{"zh-Hant", guide.Lang(c.Traditional)}
	switch {
	case c.Traditional != "" && c.Simplified != "":
		report(c.SimplifiedAt, "convert-edition/both")
		return
	case c.Simplified != "":
		at, langs = c.SimplifiedAt, []guide.Lang{"zh-Hans", guide.Lang(c.Simplified)}
	case c.Traditional == "":
		if c.Region != "" {
			report(c.RegionAt, "no-effect", "region", "zh-Hant")
		}
		return
	}
	for _, lang := range langs {
		if !slices.Contains(g.Languages, lang) {
			report(at, "convert-edition", string(lang))
		}
	}
}
