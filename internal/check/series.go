package check

import (
	"reflect"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/programme"
	"wayside/internal/schema"
)

// checkSeries applies the rules about series.
func checkSeries(c *checker) {
	for i := range c.guide.Series {
		s := &c.guide.Series[i]
		c.document(&s.Document)
		if !s.Document.Draft {
			seriesParts(c, s)
			seriesTexts(c, s)
		}
	}
}

// seriesParts checks that each part of a series is something, once, and how long it takes.
func seriesParts(c *checker, s *guide.Series) {
	parts := s.Details().Parts
	if len(parts) == 0 && !s.Document.Pages[0].Broken {
		c.add(s.Document.At(), "bad-series")
	}
	seen := map[string]bool{}
	for i := range parts {
		p := &parts[i]
		isEvent := p.EventAt != (diag.Place{})
		switch e := guide.FindEvent(c.guide, p.Event); {
		case !isEvent && p.Title.Empty():
			c.add(p.At, "bad-series/what")
			continue
		case !isEvent:
		case e == nil:
			c.unknown(p.EventAt, p.Event, "event", guide.IDs(c.guide.Events, func(e *guide.Event) string { return e.ID }))
			continue
		case seen[p.Event]:
			c.add(p.EventAt, "bad-series/twice", p.Event)
		case e.Document.Draft:
			c.add(p.EventAt, "link-to-draft", p.Event)
			continue
		}
		seen[p.Event] = true
		if isEvent {
			takenFromEvent(c, p)
		}
		if programme.Length(c.guide, p) == 0 && !programme.Cancelled(c.guide, p) {
			c.add(p.At, "bad-series/length")
		}
	}
}

// takenFromEvent reports what a part that is an event says as well.
func takenFromEvent(c *checker, p *guide.SeriesPart) {
	for _, f := range []struct {
		key     string
		written bool
	}{{"title", !p.Title.Empty()}, {"online", p.Online != ""}, {"recording", p.Recording != ""}, {"materials", len(p.Materials) > 0}} {
		if f.written {
			c.add(p.At, "bad-series/both", f.key, p.Event)
		}
	}
}

var partTexts = schema.Bind(&schema.SeriesPart, reflect.TypeFor[guide.SeriesPart]())

// seriesTexts checks the questions, the materials and the texts of a series.
func seriesTexts(c *checker, s *guide.Series) {
	d := s.Details()
	c.text(d.Organizer, d.Signature)
	checkMaterials(c, &s.Document, s.AllMaterials())
	for i := range d.Parts {
		c.texts(partTexts, &d.Parts[i])
	}
	for i := range d.Questions {
		c.question(&d.Questions[i])
		c.texts(questionTexts, &d.Questions[i])
	}
}
