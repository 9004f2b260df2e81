package cms

import (
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// A form is how a guide writes a text that may be a string or a table of languages. A form for
// people has one or the other, and would spoil what is written in the other.
type form uint8

const (
	unwritten form = iota
	asString       // in the first language
	asTable        // of languages
	mixed          // some of each, so that they are kept as they are
)

// forms collects the forms of texts by their keys.
type forms map[string]form

// add adds texts. A table of the first language alone counts as a string: what is typed over it
// is dropped, and nothing that is written is lost.
func (all forms) add(key string, texts ...guide.Text) {
	if _, known := all[key]; !known {
		all[key] = unwritten
	}
	for _, text := range texts {
		is := asString
		switch {
		case text.Empty():
			is = unwritten
		case len(text) > 1:
			is = asTable
		}
		switch was := all[key]; {
		case was == unwritten:
			all[key] = is
		case is != unwritten && is != was:
			all[key] = mixed
		}
	}
}

func (all forms) materials(key string, materials []guide.Material) {
	all.add(key + ".text")
	for i := range materials {
		all.add(key+".text", materials[i].Text)
	}
}

// eventForms returns the forms of the texts of events.
func eventForms(g *guide.Guide) forms {
	all := forms{}
	read := func(d *guide.EventDetails) {
		all.add("reason", d.Reason)
		all.add("place", d.Place)
		all.add("organizer", d.Organizer)
		all.add("speaker", d.Speaker)
		all.add("needs", d.Needs...)
		all.add("brings", d.Brings...)
		all.materials("materials", d.Materials)
		for i := range d.Changes {
			all.add("change.reason", d.Changes[i].Reason)
		}
	}
	read(&guide.EventDetails{Changes: make([]guide.EventChange, 1)}) // for keys that nobody has written yet
	for i := range g.Events {
		read(g.Events[i].Details())
	}
	return all
}

// seriesForms is eventForms for series.
func seriesForms(g *guide.Guide) forms {
	all := forms{}
	read := func(d *guide.SeriesDetails) {
		all.add("organizer", d.Organizer)
		all.add("signature", d.Signature)
		all.materials("materials", d.Materials)
		for i := range d.Parts {
			p := &d.Parts[i]
			all.add("part.title", p.Title)
			all.add("part.speaker", p.Speaker)
			all.materials("part.materials", p.Materials)
		}
	}
	read(&guide.SeriesDetails{Parts: make([]guide.SeriesPart, 1)})
	for i := range g.Series {
		read(g.Series[i].Details())
	}
	return all
}

// text completes a field that is a text, in the form in which the guide has it.
func (m *maker) text(made *field, f *schema.Field, path string) bool {
	is, known := m.forms[path]
	if is == unwritten && len(m.guide.Languages) == 1 {
		is = asString
	}
	switch {
	case !known || is == mixed:
		return false
	case is == asString:
		made.Widget = "string"
		if f.List {
			made.Widget = "list"
		}
		return true
	}
	made.Widget = "object"
	if f.List {
		made.Widget = "list"
	}
	for _, lang := range m.guide.Languages {
		made.Fields = append(made.Fields, field{Name: string(lang), Label: string(lang), Widget: "string"})
	}
	return true
}
