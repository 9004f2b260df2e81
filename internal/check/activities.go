package check

import (
	"slices"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// activity applies the rules about an activity on request.
func activity(c *checker, e *guide.Event, d *guide.EventDetails) {
	if p := d.Party; p.To > 0 && p.From > p.To {
		c.add(p.At, "bad-activity/group", p.From, p.To)
	}
	if d.Venue != schema.VenueUnit && d.SiteAt == (diag.Place{}) && d.Place.Empty() {
		c.add(d.VenueAt, "bad-activity/where")
	}
	if b := d.Booking; b.Phone == "" && b.Mail == "" && b.URL == "" {
		c.add(e.Document.At(), "bad-activity/booking")
	}
	if site := c.guide.Site(d.Site); site != nil && site.Document.Draft {
		c.add(d.SiteAt, "link-to-draft", d.Site)
	}
	eventTexts(c, d)
}

// stopActivities applies the rules about the activities that a route orders at a stop.
func stopActivities(c *checker, r *guide.Route, s *guide.Stop) {
	total, party := 0, r.Group.Party()
	for i, id := range s.Activities {
		e := guide.FindEvent(c.guide, id)
		if e == nil {
			c.unknown(s.ActivitiesAt, id, schema.EventKind, activityIDs(c.guide))
			continue
		}
		if len(e.Document.Pages) == 0 || e.Document.Pages[0].Places == nil {
			continue // its front matter cannot be read, as the loader has reported
		}
		d := e.Details()
		p := d.Party
		switch {
		case !d.Request:
			c.add(s.ActivitiesAt, "stop-activity/event", id)
			continue
		case slices.Contains(s.Activities[:i], id):
			c.add(s.ActivitiesAt, "stop-activity/twice", id)
			continue
		case e.Document.Draft:
			c.add(s.ActivitiesAt, "link-to-draft", id)
		}
		total += int(d.Duration.Minutes())
		switch {
		case party == 0:
		case p.To > 0 && party > p.To:
			c.add(s.ActivitiesAt, "stop-activity/large", id, p.To, party)
		case party < p.From:
			c.add(s.ActivitiesAt, "stop-activity/small", id, p.From, party)
		}
		if len(r.Audiences) > 0 && !slices.ContainsFunc(r.Audiences, d.For) {
			c.add(s.ActivitiesAt, "stop-activity/audience", id)
		}
	}
	if stay := int(timetable.Stay(c.guide, s).Minutes()); stay > 0 && total > stay {
		c.add(s.ActivitiesAt, "stop-activity/long", total, stay)
	}
}

// activityIDs returns the ids of activities on request.
func activityIDs(g *guide.Guide) (ids []string) {
	for i := range g.Events {
		if g.Events[i].Details().Request {
			ids = append(ids, g.Events[i].ID)
		}
	}
	return ids
}
