package render

import (
	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/trace"
)

// hasProgramme reports whether there is a programme: of events or of series.
func hasProgramme(g *guide.Guide) bool { return hasEvents(g) || len(publishedSeries(g)) > 0 }

// publishedSeries returns the series that have a page, by id.
func publishedSeries(g *guide.Guide) (all []*guide.Series) {
	for i := range g.Series {
		if s := &g.Series[i]; !s.Document.Draft {
			all = append(all, s)
		}
	}
	return all
}

// seriesShown records that a page shows all of a series: its parts with the dates of
// those that are events.
func seriesShown(v *view, s *guide.Series) { v.shows(factSeries, s.ID) }

// seriesCard returns a series of which a page shows the title and how long it is, or to which
// it links; nil if there is none.
func seriesCard(v *view, id string) *guide.Series {
	v.shows(factSeriesCard, id)
	return guide.FindSeries(v.r.guide, id)
}

// allSeries returns the published series, of which the page then shows cards.
func allSeries(v *view) []*guide.Series {
	v.shows(factAllSeries, "")
	return publishedSeries(v.r.guide)
}

// seriesOfEvent returns the series that have an event.
func seriesOfEvent(v *view, event string) []*guide.Series {
	v.shows(factEventSeries, event)
	return guide.SeriesOf(v.r.guide, event)
}

// findSeries is find for the facts about series. It returns nil for what does not exist.
func (s *factSource) findSeries(f trace.Fact) []any {
	g := s.r.guide
	switch f.Kind {
	case factSeries:
		if of := guide.FindSeries(g, f.Name); of != nil {
			values := []any{*of, pictures(g, of.Document.Photos)}
			for _, e := range guide.SeriesEvents(g, of) {
				values = append(values, *e)
			}
			return values
		}
	case factSeriesCard:
		if of := guide.FindSeries(g, f.Name); of != nil {
			return seriesCardFacts(g, of)
		}
	case factAllSeries:
		ids := []string{}
		for _, of := range publishedSeries(g) {
			ids = append(ids, of.ID)
		}
		return []any{ids}
	case factEventSeries:
		ids := []string{}
		for _, of := range guide.SeriesOf(g, f.Name) {
			ids = append(ids, of.ID)
		}
		return []any{ids}
	}
	return nil
}

// seriesCardFacts returns what lists and links show of a series.
func seriesCardFacts(g *guide.Guide, s *guide.Series) []any {
	type text struct {
		Lang           guide.Lang
		File           string // to whose headings texts link
		Title, Summary string
	}
	var texts []text
	for _, page := range s.Document.Pages {
		texts = append(texts, text{page.Lang, page.At.File, page.Title, page.Summary})
	}
	return []any{texts, s.Document.Draft, s.Details().Audiences, programme.HoursOf(g, s)}
}
