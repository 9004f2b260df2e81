package check

import (
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/prose"
)

// Wordings returns what finds the forms that the guide does not use; nil if it has no list of
// them.
func Wordings(g *guide.Guide) *prose.Wordings {
	all := make([]prose.Wording, len(g.Wordings))
	for i, w := range g.Wordings {
		all[i] = prose.Wording{Use: w.Use, Not: w.Not, Why: w.Why}
	}
	return prose.NewWordings(all)
}

// checkWordings reports forms that are to be used and not to be used.
func checkWordings(g *guide.Guide, report func(diag.Place, string, ...any)) {
	used := map[string]bool{}
	for _, w := range g.Wordings {
		used[w.Use] = true
	}
	for _, w := range g.Wordings {
		if i := slices.IndexFunc(w.Not, func(form string) bool { return used[form] }); i >= 0 {
			report(w.At, "wording/both", w.Not[i])
		}
	}
}
