package check

import (
	"cmp"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/visits"
)

// Visits applies the rules to the bookings of groups. They are no part of Check, since the
// website does not depend on them.
func Visits(g *guide.Guide, b *visits.Book) diag.List {
	c := &checker{guide: g}
	name := func(t guide.Text) string {
		text, _ := t.In(g.Default())
		return text
	}
	for _, p := range b.Places {
		c.hours(guide.Passage{Text: p.Rule.Hours, At: p.Rule.HoursAt, Literal: p.Rule.HoursLiteral})
		if p.Rule.Hours == "" && p.Site.OpeningHours == "" && len(p.Starts) == 0 {
			c.add(p.Rule.SiteAt, "visit-hours", name(p.Site.Name))
		}
		if n := len(p.Starts); n > 0 && p.Starts[n-1]+p.Stay > 24*60 {
			c.add(p.Rule.StartsAt, "visit-hours/midnight", guide.Clock(p.Starts[n-1]), guide.Clock(p.Starts[n-1]+p.Stay-24*60))
		}
	}
	for _, f := range b.Conflicts() {
		v := f.Visit
		site, day := name(v.Place.Site.Name), v.Date.String()
		weekday := weekdays[v.Date.Time().Weekday()]
		crowd := v.PeopleAt
		if crowd == (diag.Place{}) {
			crowd = v.StartAt
		}
		switch f.Kind {
		case visits.Closed:
			c.add(v.DateAt, "visit-closed", site, day, weekday, v.Unit)
		case visits.Away:
			c.add(v.DateAt, "visit-closed/away", site, day, weekday, v.Unit)
		case visits.Outside:
			c.add(v.StartAt, "visit-closed/hours", v.Unit, guide.Clock(v.From), site)
		case visits.Late:
			c.add(v.StartAt, "visit-closed/late", v.Unit, guide.Clock(v.To), site, guide.Clock(f.Limit))
		case visits.Midnight:
			c.add(v.StartAt, "visit-closed/midnight", v.Unit, guide.Clock(v.Past))
		case visits.Crowded:
			c.add(crowd, "visit-crowded", f.Figure, site, guide.Clock(f.At), f.Limit)
		case visits.Groups:
			c.add(v.StartAt, "visit-crowded/groups", f.Figure, site, guide.Clock(f.At), f.Limit)
		case visits.HallTaken:
			c.add(v.StartAt, "visit-hall", f.Other.Unit, v.Unit, name(f.Hall.Name), guide.Clock(f.At))
		case visits.HallCrowded:
			c.add(crowd, "visit-hall/crowded", f.Figure, name(f.Hall.Name), guide.Clock(f.At), f.Limit)
		case visits.Blocked:
			from, to := visits.MinutesOn(f.Event, v.Date)
			place := site
			if h := v.Place.Site.Hall(f.Event.Event.Details().Hall); h != nil {
				place = name(h.Name)
			}
			c.add(v.StartAt, "visit-blocked", f.Event.Event.ID, place, guide.Clock(from), guide.Clock(to), v.Unit)
		case visits.GuideTwice:
			c.add(v.GuideAt, "visit-guide", v.Guide, f.Other.Unit, v.Unit, guide.Clock(v.From))
		case visits.NoPeople:
			c.add(cmp.Or(v.PeopleAt, v.UnitAt), "visit-people", v.Unit)
		case visits.Twice:
			c.add(v.UnitAt, "visit-twice", v.Unit, day, guide.Clock(v.From), f.Other.At.Line)
		}
	}
	return c.problems
}
