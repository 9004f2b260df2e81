package render

import (
	"html/template"

	"wayside/internal/guide"
)

// A PairsView is the table of what visitors bring and what they take away. On a phone its
// script gives each task a place to write.
type PairsView struct {
	Rows   []PairView
	Script string // its address
	Route  string // as WalkView.Route
}

// A PairView is a task before the visit, and the one after it.
type PairView struct {
	Before, After template.HTML
}

// pairsView returns the pairs of a route, or nil if it has none.
func pairsView(p *draft, route *guide.Route) *PairsView {
	if len(route.Pairs) == 0 {
		return nil
	}
	v := &PairsView{Script: p.root + p.r.assets.Script("pairs", p.lang), Route: keptRoute(p, route)}
	for i := range route.Pairs {
		v.Rows = append(v.Rows, PairView{p.html(route.Pairs[i].Before), p.html(route.Pairs[i].After)})
	}
	return v
}
