package render

import (
	"slices"

	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/trace"
)

// A programmeIndex is the dates of all published events.
type programmeIndex struct {
	dates  []programme.Occurrence // in order
	events []*guide.Event         // in the order in which they begin
	bySite map[string][]*guide.Event
	of     map[*guide.Event][]programme.Occurrence
}

func indexProgramme(g *guide.Guide) *programmeIndex {
	x := &programmeIndex{dates: programme.All(g), bySite: map[string][]*guide.Event{}, of: map[*guide.Event][]programme.Occurrence{}}
	for _, o := range x.dates {
		if x.of[o.Event] == nil {
			x.events = append(x.events, o.Event)
			if site := o.Event.Details().Site; site != "" {
				x.bySite[site] = append(x.bySite[site], o.Event)
			}
		}
		x.of[o.Event] = append(x.of[o.Event], o)
	}
	return x
}

// hasEvents reports whether there is a programme: published events with dates.
func hasEvents(g *guide.Guide) bool {
	return slices.ContainsFunc(g.Events, func(e guide.Event) bool { return !e.Document.Draft && !e.Details().Request })
}

// activities returns the published activities on request, the shortest first.
func activities(g *guide.Guide) (all []*guide.Event) {
	for i := range g.Events {
		if e := &g.Events[i]; !e.Document.Draft && e.Details().Request {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, byDuration)
	return all
}

// menu returns all activities on request, of which the page shows what lists show.
func menu(v *view) []*guide.Event {
	v.shows(factMenu, "")
	return activities(v.r.guide)
}

// eventDates returns the dates of an event of which the page shows all.
func eventDates(v *view, e *guide.Event) []programme.Occurrence {
	v.shows(factEvent, e.ID)
	return v.r.programme().of[e]
}

// eventShown returns an event of which the page shows anything, or nil.
func eventShown(v *view, id string) *guide.Event {
	v.shows(factEvent, id)
	return guide.FindEvent(v.r.guide, id)
}

// activityShown returns an activity on request that is published, or nil.
func activityShown(v *view, id string) *guide.Event {
	v.shows(factEvent, id)
	return guide.FindActivity(v.r.guide, id)
}

// eventIDs is for the messages about unknown ones.
func eventIDs(r *Renderer) []string {
	return guide.IDs(r.guide.Events, func(e *guide.Event) string { return e.ID })
}

// wholeProgramme returns all events with their dates.
func wholeProgramme(v *view) *programmeIndex {
	v.shows(factEvents, "")
	return v.r.programme()
}

// siteEvents returns the events at a site, with the dates of all.
func siteEvents(v *view, site string) ([]*guide.Event, *programmeIndex) {
	v.shows(factSiteEvents, site)
	x := v.r.programme()
	return x.bySite[site], x
}

// findEvent is find for the facts about events. It returns nil for what does not exist.
func (s *factSource) findEvent(f trace.Fact) []any {
	g := s.r.guide
	switch f.Kind {
	case factEvent:
		if e := guide.FindEvent(g, f.Name); e != nil {
			return []any{*e, pictures(g, e.Document.Photos)}
		}
	case factEvents:
		return eventCards(s.r.programme().events)
	case factMenu:
		return eventCards(activities(g))
	case factSiteEvents:
		return eventCards(s.r.programme().bySite[f.Name])
	}
	return nil
}

// eventCards returns what lists show of events.
func eventCards(events []*guide.Event) []any {
	type card struct {
		ID      string
		Lang    guide.Lang
		Title   string
		Summary string
		Date    guide.Date
		Former  []string // the first is in calendars
	}
	cards := make([]card, 0, len(events))
	details := make([]*guide.EventDetails, 0, len(events))
	for _, e := range events {
		for _, page := range e.Document.Pages {
			cards = append(cards, card{e.ID, page.Lang, page.Title, page.Summary, page.Date, page.Former})
		}
		details = append(details, e.Details())
	}
	return []any{cards, details}
}
