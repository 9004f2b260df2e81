package guide

import (
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
)

// A Series is a number of lectures or classes that belong together.
type Series struct {
	ID       string
	Document Document // at least one page
}

// SeriesDetails are what the front matter of a series says besides what every page has.
type SeriesDetails struct {
	Audiences   []string // none: for everybody
	Organizer   Text     // empty: the guide's publisher
	Parts       []SeriesPart
	Materials   []Material
	Questions   []Question
	Certificate bool
	Signature   Text // who signs the certificate; may be empty
}

// A SeriesPart is a part of a series: an event, or a part of its own with a title.
type SeriesPart struct {
	At        diag.Place    `toml:",place"`
	Event     string        `toml:"event"` // "" for a part of its own
	EventAt   diag.Place    `toml:"event,place"`
	Title     Text          `toml:"title"`
	Duration  time.Duration `toml:"duration"` // 0: that of the event, or not known
	Speaker   Text          `toml:"speaker"`
	Online    string        `toml:"online"`
	Recording string        `toml:"recording"`
	Materials []Material    `toml:"materials"`
}

// Details returns what does not depend on the language: that of the first page.
func (s *Series) Details() *SeriesDetails {
	if len(s.Document.Pages) == 0 || s.Document.Pages[0].Series == nil {
		return &SeriesDetails{}
	}
	return s.Document.Pages[0].Series
}

// Has reports whether an event is a part of the series.
func (s *Series) Has(event string) bool {
	return slices.ContainsFunc(s.Details().Parts, func(p SeriesPart) bool { return p.Event == event })
}

// FindSeries returns the series of a guide with this id, or nil if there is none.
func FindSeries(g *Guide, id string) *Series {
	if i, ok := slices.BinarySearchFunc(g.Series, id, func(s Series, id string) int { return strings.Compare(s.ID, id) }); ok {
		return &g.Series[i]
	}
	return nil
}

// SeriesOf returns the published series that have an event, by id.
func SeriesOf(g *Guide, event string) (all []*Series) {
	for i := range g.Series {
		if s := &g.Series[i]; !s.Document.Draft && s.Has(event) {
			all = append(all, s)
		}
	}
	return all
}

// SeriesEvents returns the published events of a series, in order, each once.
func SeriesEvents(g *Guide, s *Series) (all []*Event) {
	for i := range s.Details().Parts {
		if e := FindEvent(g, s.Details().Parts[i].Event); e != nil && !e.Document.Draft && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// AllMaterials returns the materials of a series and of its own parts.
func (s *Series) AllMaterials() []Material {
	d := s.Details()
	all := slices.Clone(d.Materials)
	for i := range d.Parts {
		all = append(all, d.Parts[i].Materials...)
	}
	return all
}

// For reports whether a series is for an audience.
func (d *SeriesDetails) For(audience string) bool {
	return len(d.Audiences) == 0 || slices.Contains(d.Audiences, audience)
}
