package render

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"wayside/internal/finder"
	"wayside/internal/guide"
	"wayside/internal/hours"
	"wayside/internal/nodetest"
	"wayside/internal/timetable"
	"wayside/internal/trace"
)

// manySites returns a guide of more than a few sites, with the given opening hours in
// turn.
func manySites(values []string) *guide.Guide {
	g := &guide.Guide{Country: "CN", Languages: []guide.Lang{"zh-Hans"}}
	for i := range max(few+6, len(values)) {
		g.Sites = append(g.Sites, guide.Site{
			Order: i, ID: fmt.Sprintf("site-%d", i), Name: guide.Text{{Lang: "zh-Hans", Text: "开山岛"}}, OpeningHours: values[i%len(values)],
			Address: guide.Text{{Lang: "zh-Hans", Text: []string{"连云港市海州区", "连云港市赣榆区", "某地"}[i%3]}},
		})
	}
	return g
}

// TestOpenOnDay compares the days on which the list's script finds sites open with
// package hours, for three years with holidays, and with notices.
func TestOpenOnDay(t *testing.T) {
	values := []string{
		"", "24/7", "Tu-Su 09:00-17:00; Mo off", "Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00", "Mo-Fr 09:00-17:00; PH off", "Sa,Su 10:00-12:00; PH off",
		"Apr-Oct 08:00-18:00; Nov-Mar 09:00-16:00", "Fr 22:00-02:00", "Su[1] 09:00-12:00", `Mo-Su 09:00-12:00 unknown "ask"`, "2026 Dec 01-2027 Jan 15 09:00-17:00", "off", "nonsense",
	}
	g := manySites(values)
	day := func(year int, month time.Month, day int) guide.Date {
		return guide.Date{Year: year, Month: month, Day: day}
	}
	g.Notices = []guide.Notice{
		{Site: "site-1", From: day(2026, 12, 1), Until: day(2026, 12, 24), Closed: true}, {Site: "site-2", From: day(2027, 2, 1), OpeningHours: "Mo 10:00-12:00"},
		{Site: "site-0", From: day(2026, 5, 1), Until: day(2026, 5, 5), Closed: true},
	}
	g.Index()
	r := &Renderer{guide: g, tours: timetable.New(g)}
	r.published = func() []*guide.Site { return publishedSites(g) }
	r.districts = func() *districtList { return newDistrictList(g, r.published()) }
	p := &draft{view: view{r, &trace.Trace{}}, lang: "zh-Hans"}
	list := finderList(p)
	files := ""
	for _, f := range list.Files() {
		files += string(f.Data)
	}

	var dates []string
	for at := day(2025, 12, 30).Time(); at.Year() < 2029 || at.YearDay() < 3; at = at.AddDate(0, 0, 1) {
		dates = append(dates, at.Format(time.DateOnly))
	}
	type found struct{ Open, Unsure []string }
	got := nodetest.Run[[]found](t, nodetest.Parts(t, "search/fold.js", "finder/sites.js", "finder/filter.js")+`
		const columns = {};
		wayside.finder = { take: some => Object.assign(columns, some) };
		`+files+`
		const list = listing.decode(columns), { filter } = filtering.prepare(list);
		const ids = sites => sites.map(i => listing.id(list, i));
		return input.map(open => {
			const states = listing.states(list, listing.dayNumber(open));
			const { sites, unsure } = filter({ ...filtering.nothing, open });
			const unknown = list.table.flatMap((t, i) => t < 0 || states[t] === listing.unknown ? [i] : []);
			if (unsure !== unknown.length) throw new Error(open);
			return { Open: ids(sites), Unsure: ids(unknown) };
		});`, dates)

	calendar := guide.Calendar{}
	first, last := hours.ChinaYears()
	for year := first; year <= last; year++ {
		known, _ := hours.China(year)
		calendar = hours.Merge(calendar, known)
	}
	parsed := make([]*hours.Hours, len(values))
	for i, value := range values {
		parsed[i], _ = hours.Parse(value)
	}
	for i, date := range dates {
		at, _ := time.Parse(time.DateOnly, date)
		d := day(at.Year(), at.Month(), at.Day())
		want := found{Open: []string{}, Unsure: []string{}}
		for _, s := range list.Sites {
			switch dayState(g, g.Site(s.ID), parsed[g.Site(s.ID).Order%len(values)], d, calendar) {
			case hours.Open:
				want.Open = append(want.Open, s.ID)
			case hours.Unknown:
				want.Unsure = append(want.Unsure, s.ID)
			}
		}
		if !slices.Equal(got[i].Open, want.Open) || !slices.Equal(got[i].Unsure, want.Unsure) {
			t.Fatalf("%s:\n%v, want\n%v", date, got[i], want)
		}
	}
}

// dayState returns whether a site is open on a day, by package hours.
func dayState(g *guide.Guide, s *guide.Site, usual *hours.Hours, d guide.Date, cal guide.Calendar) hours.State {
	state := hours.Unknown
	if first, last := hours.ChinaYears(); d.Year < last || d.Year > last+2 || d.Year < first {
		return state // outside the tables
	}
	if usual != nil && s.OpeningHours != "" {
		state = usual.Day(d, cal).State()
	}
	for i := range g.Notices {
		if n := &g.Notices[i]; n.Site == s.ID && n.Holds(d) {
			if state = hours.Closed; !n.Closed {
				h, _ := hours.Parse(n.OpeningHours)
				state = h.Day(d, cal).State()
			}
		}
	}
	return state
}

// TestFinderOrder checks that the list that is filtered has every site once, in the order
// of the list by district, and that its counts add up.
func TestFinderOrder(t *testing.T) {
	g := manySites([]string{"24/7"})
	g.Index()
	districts := newDistrictList(g, publishedSites(g))
	var order []string
	for from := 0; from < len(g.Sites); from += 7 {
		for _, run := range districts.runs(from, min(from+7, len(g.Sites))) {
			order = append(order, ids(run.sites)...)
			if run.at >= 0 && run.first && districts.start(run.at) != len(order)-len(run.sites) {
				t.Errorf("district %d begins at %d", run.at, districts.start(run.at))
			}
		}
	}
	var want []string
	for _, d := range districts.all {
		want = append(want, ids(d.sites)...)
	}
	if want = append(want, ids(districts.rest)...); !slices.Equal(order, want) || len(want) != len(g.Sites) {
		t.Errorf("%v, want %v", order, want)
	}
	view := &FinderView{}
	view.add("district", "", []finder.Choice{{Value: "a"}, {Value: "b"}}, []finder.Site{{District: 0}, {District: -1}, {District: 1}, {District: 0}}, func(s *finder.Site) []int { return []int{s.District} })
	if c := view.Facets[0].Choices; c[0].Count != 2 || c[1].Count != 1 {
		t.Errorf("%+v", c)
	}
}

// TestMapTree checks that each site with a position is on exactly one disc at each level,
// and that no page has more than it may list.
func TestMapTree(t *testing.T) {
	g := manySites([]string{""})
	for i := range 3000 {
		g.Sites = append(g.Sites, guide.Site{ID: fmt.Sprintf("more-%d", i), Order: len(g.Sites)})
	}
	var sites []*guide.Site
	for i := range g.Sites {
		s := &g.Sites[i]
		s.Location = &guide.Location{}
		s.Location.Point.Lat, s.Location.Point.Lon = 34+float64(i*i%977)/3000, 119+float64(i*7919%1009)/2000
		if i > 1000 {
			s.Location.Point = g.Sites[0].Location.Point // at one place
		}
		sites = append(sites, s)
	}
	g.Index()
	var walk func(n *mapNode)
	walk = func(n *mapNode) {
		seen := map[string]bool{}
		for _, part := range n.parts {
			if len(part.sites) == 0 {
				t.Errorf("%s has an empty part", n.dir)
			}
			for _, s := range part.sites {
				if seen[s.ID] {
					t.Errorf("%s has %s twice", n.dir, s.ID)
				}
				seen[s.ID] = true
			}
			if part.node != nil {
				walk(part.node)
			} else if len(part.sites) > listedMost {
				t.Errorf("%s lists %d sites", n.dir, len(part.sites))
			}
		}
		if len(seen) != len(n.sites) || len(n.parts) > discsMost {
			t.Errorf("%s has %d of %d sites on %d discs", n.dir, len(seen), len(n.sites), len(n.parts))
		}
	}
	tree := newMapTree(sites, newDistrictList(g, sites))
	walk(tree.root)
	for _, node := range tree.districts {
		walk(node)
	}
}
