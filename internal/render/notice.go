package render

import (
	"html/template"
	"slices"

	"wayside/internal/guide"
)

// A NoticeView is a dated notice. It is shown also before it begins, and a script hides
// it when it has passed: a page does not know the day on which it is read.
type NoticeView struct {
	Dates string
	Until string        // the last day as an ISO 8601 date; "" until further notice
	Site  template.HTML // the name of the site; "" for the route or the guide, and on the site's own page
	Href  string        // of the site's page; "" if there is none
	Text  template.HTML
}

// mostNotices is the maximum number of notices on the home page.
const mostNotices = 12

// newNotices returns notices for a page in the order in which they begin, those of a
// site with its name unless it is the given one.
func newNotices(p *draft, notices []*guide.Notice, site string) (all []NoticeView) {
	w := p.words()
	notices = slices.Clone(notices)
	slices.SortStableFunc(notices, func(a, b *guide.Notice) int { return a.From.Compare(b.From) })
	for _, n := range notices {
		v := NoticeView{Dates: w.Date(n.From), Until: n.Until.String(), Text: p.html(n.Text)}
		switch {
		case n.Until.IsZero():
			v.Dates = w.Fill("notice-from", "from", v.Dates)
		case n.Until != n.From:
			v.Dates = w.Fill("notice-until", "from", v.Dates, "until", w.Date(n.Until))
		}
		if n.Site != "" && n.Site != site {
			if s := p.site(n.Site); s != nil && !s.Document.Draft {
				v.Site, v.Href = p.stopName(&guide.Stop{Site: n.Site, Hall: n.Hall}).HTML(), p.to(siteDir(s.ID))+fragment(n.Hall)
			}
		}
		all = append(all, v)
	}
	return all
}

// latest returns at most n notices, those that end last.
func latest(notices []*guide.Notice, n int) []*guide.Notice {
	notices = slices.Clone(notices)
	slices.SortStableFunc(notices, func(a, b *guide.Notice) int {
		switch {
		case a.Until.IsZero() != b.Until.IsZero():
			if a.Until.IsZero() {
				return -1
			}
			return 1
		default:
			return b.Until.Compare(a.Until)
		}
	})
	return notices[:min(n, len(notices))]
}

// holding returns the notices that apply on a route's date, or all for a route without one.
func holding(notices []*guide.Notice, date guide.Date) []*guide.Notice {
	if date.IsZero() {
		return notices
	}
	return slices.DeleteFunc(slices.Clone(notices), func(n *guide.Notice) bool { return !n.Holds(date) })
}

// notices returns all notices, and siteNotices those of a site.
func (v *view) notices() []*guide.Notice {
	v.shows(factNotices, "")
	return noticesOf(v.r.guide, func(*guide.Notice) bool { return true })
}

func (v *view) siteNotices(site string) []*guide.Notice {
	v.shows(factNotices, site)
	return noticesOf(v.r.guide, func(n *guide.Notice) bool { return n.Site == site })
}

// routeNotices returns the notices of a route and of the sites where it stops, unless
// it is followed at home.
func (v *view) routeNotices(route *guide.Route) []*guide.Notice {
	v.shows(factRoute, route.ID)
	visited := stopSites(route)
	if v.r.tours.Of(route).Home {
		visited = nil
	}
	return noticesOf(v.r.guide, func(n *guide.Notice) bool {
		return n.Route == route.ID || n.Site != "" && slices.Contains(visited, n.Site)
	})
}

func noticesOf(g *guide.Guide, has func(*guide.Notice) bool) (all []*guide.Notice) {
	for i := range g.Notices {
		if n := &g.Notices[i]; has(n) {
			all = append(all, n)
		}
	}
	return all
}
