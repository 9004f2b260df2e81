package render

import (
	"html/template"
	"math"
	"slices"
	"strconv"

	"wayside/internal/guide"
	"wayside/internal/routemap"
)

// A ProfileView is the heights along a route's recorded track.
type ProfileView struct {
	SVG  template.HTML
	Note string // climb, descent, heights, and their accuracy
}

// profileView draws the heights along a route. It returns nil if its track has none.
func profileView(p *draft, route *guide.Route, width float64) *ProfileView {
	if route.Way == nil || route.Way.Profile == nil {
		return nil
	}
	w := p.words()
	from := route.Way.Profile
	metres := func(m float64) string { return w.Fill("metres", "n", strconv.Itoa(int(math.Round(m)))) }
	profile := routemap.Profile{Step: from.Step, Heights: from.Heights, Gaps: from.Gaps, Width: width, Distance: w.Distance, Height: metres}
	for i, at := range route.Way.At {
		if at >= 0 {
			profile.Stops = append(profile.Stops, routemap.ProfileStop{Number: strconv.Itoa(i + 1), Along: float64(at)})
		}
	}
	tens := func(m int) string { return metres(float64((m + 5) / 10 * 10)) } // more would be too exact
	sum := w.Fill("profile-sum", "up", tens(from.Up), "down", tens(from.Down), "low", metres(slices.Min(from.Heights)), "high", metres(slices.Max(from.Heights)))
	return &ProfileView{SVG: svg(routemap.DrawProfile(profile), "img", w.T("profile")+w.T("colon")+sum, ""), Note: sum + w.T("profile-note")}
}
