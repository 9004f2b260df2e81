package merge

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

// siteFields connects the rows of [[site]] with the fields of guide.Site.
var siteFields = schema.Bind(&schema.Site, reflect.TypeFor[guide.Site]())

// A field is a row of [[site]] that a file can fill.
type field struct{ *schema.Field }

// fields returns all fields except the id, in the order of the format.
func fields() (all []field) {
	for i := range schema.Site.Fields {
		if f := &schema.Site.Fields[i]; f.Headings != "" && f.Type != schema.ID {
			all = append(all, field{f})
		}
	}
	return all
}

// text returns a site's text for a field, or nil if the field is not a text.
func (f field) text(s *guide.Site) *guide.Text {
	text, _ := siteFields.Pointer(s, f.Key).(*guide.Text)
	return text
}

// value returns a site's value for a field that is not a text as TOML, or "" if it
// has none.
func (f field) value(s *guide.Site) string {
	switch v := siteFields.Pointer(s, f.Key).(type) {
	case *string:
		return nonEmpty(*v)
	case *[]string:
		return list(*v)
	case *time.Duration:
		if *v > 0 {
			return quoted(schema.FormatDuration(*v))
		}
	case *int:
		if *v != 0 {
			return strconv.Itoa(*v)
		}
	case *float64:
		if *v != 0 {
			return strconv.FormatFloat(*v, 'f', -1, 64)
		}
	case *bool:
		if *v {
			return "true"
		}
	}
	return ""
}

// nonEmpty returns a string as TOML, or "" for an empty one.
func nonEmpty(s string) string {
	if s == "" {
		return ""
	}
	return quoted(s)
}

// location returns a position as TOML, in the datum of the file: an editor
// recognises the numbers, and the loader converts.
func location(p *intake.Position) string {
	text := "{ lat = " + p.Lat + ", lon = " + p.Lon
	if p.Datum != "" {
		text += ", datum = " + quoted(p.Datum)
	}
	if p.Accuracy != "" {
		text += ", accuracy = " + p.Accuracy
	}
	return text + " }"
}

// texts returns a text as TOML: a string if it is only in the default language.
func (m *merger) texts(t guide.Text) string {
	if len(t) == 0 || len(t) == 1 && t[0].Lang == m.g.Default() {
		text, _ := t.In(m.g.Default())
		return nonEmpty(text)
	}
	var all []string
	for _, p := range t {
		all = append(all, string(p.Lang)+" = "+quoted(p.Text))
	}
	return "{ " + strings.Join(all, ", ") + " }"
}

// of returns the value of a field of a site in the file, as TOML.
func (m *merger) of(f field, s *intake.Site) string {
	if f.Table == &schema.Location {
		if s.Position == nil {
			return ""
		}
		return location(s.Position)
	}
	if text := f.text(&s.Site); text != nil {
		return m.texts(*text)
	}
	return f.value(&s.Site)
}

// table returns the table of a new site.
func (m *merger) table(s *intake.Site) string {
	all := []line{{"id", quoted(s.ID)}}
	for _, f := range fields() {
		if value := m.of(f, s); value != "" {
			all = append(all, line{f.Key, value})
		}
	}
	return "[[site]]\n" + lines(all, "", widest(all))
}

// complete adds missing values to a site of the registry. Locations are compared by
// distance, other fields by value.
func (m *merger) complete(at int, s *intake.Site) {
	old, t := &m.g.Sites[at], &m.tables[at]
	before := len(m.edits)
	if s.ID != "" && s.ID != old.ID {
		m.conflict(s, old, "id", old.ID, s.ID)
	}
	var missing []line
	for _, f := range fields() {
		value := m.of(f, s)
		switch {
		case value == "":
		case !t.Has(f.Key):
			missing = append(missing, line{f.Key, value})
		case f.text(old) != nil:
			m.translate(f.Key, *f.text(old), *f.text(&s.Site), old, s, t)
		case f.Table != &schema.Location:
			if kept := f.value(old); kept != value {
				m.conflict(s, old, f.Key, unquoted(kept), unquoted(value))
			}
		case old.Location == nil:
			m.conflict(s, old, f.Key, "", value)
		default:
			apart := geo.Distance(old.Location.Point, s.Position.Point)
			if apart > max(intake.Same, old.Location.Accuracy) {
				m.problems.Add(m.placeOf(s, "location"), "import-conflict/position", old.ID, int(apart))
			}
		}
	}
	if len(missing) > 0 {
		m.edits = append(m.edits, m.beneath(t, missing))
	}
	if len(m.edits) > before {
		m.result.Completed++
	} else {
		m.result.Unchanged++
	}
}

// beneath inserts lines below a table's last value, in its column.
func (m *merger) beneath(t *toml.Table, all []line) edit {
	text := bytes.TrimPrefix(m.registry, mark)
	indent, width := "", 0
	if n := len(t.Values); n > 0 {
		last := t.Values[n-1]
		start := bytes.LastIndexByte(text[:last.Key], '\n') + 1
		if indent = string(text[start:last.Key]); strings.Trim(indent, " \t") != "" {
			indent = ""
		}
		width = last.Equals - last.Key - 1
	}
	eol := lineEnd(text)
	put := strings.ReplaceAll(lines(all, indent, max(width, 0)), "\n", eol)
	if t.Body > 0 && text[t.Body-1] != '\n' { // the file's last line has no end
		put = eol + strings.TrimSuffix(put, eol)
	}
	return edit{t.Body, put}
}

// translate adds the languages that a text does not have yet.
func (m *merger) translate(key string, old, added guide.Text, site *guide.Site, s *intake.Site, t *toml.Table) {
	var missing []string
	for _, p := range added {
		at := slices.IndexFunc(old, func(q guide.Passage) bool { return q.Lang == p.Lang })
		if at < 0 {
			missing = append(missing, string(p.Lang)+" = "+quoted(p.Text))
		} else if intake.Fold(old[at].Text) != intake.Fold(p.Text) {
			m.conflict(s, site, key, old[at].Text, p.Text)
		}
	}
	if len(missing) == 0 {
		return
	}
	i := slices.IndexFunc(t.Values, func(v toml.Pair) bool { return v.Name == key })
	if i < 0 || !m.extend(t.Values[i], strings.Join(missing, ", ")) {
		m.problems.Add(m.placeOf(s, key), "import-conflict/language", key, site.ID, strings.Join(missing, ", "))
	}
}

// extend inserts languages into a text that is a string or a table on one line.
// Multi-line strings and dotted keys are left to the editor.
func (m *merger) extend(v toml.Pair, languages string) bool {
	text := string(bytes.TrimPrefix(m.registry, mark)[v.Start:v.End])
	inner := strings.TrimRight(strings.TrimSuffix(text, "}"), " \t")
	switch {
	case v.Dotted || strings.ContainsAny(text, "\n") || strings.HasPrefix(text, `"""`) || strings.HasPrefix(text, "'''"):
		return false
	case strings.HasPrefix(text, `"`) || strings.HasPrefix(text, "'"):
		m.edits = append(m.edits, edit{v.Start, "{ " + string(m.g.Default()) + " = "}, edit{v.End, ", " + languages + " }"})
	case strings.HasSuffix(inner, "{") || strings.HasSuffix(inner, ","):
		m.edits = append(m.edits, edit{v.Start + len(inner), " " + languages})
	default:
		m.edits = append(m.edits, edit{v.Start + len(inner), ", " + languages})
	}
	return true
}

// conflict reports a value that differs from the registry's, which is kept.
func (m *merger) conflict(s *intake.Site, old *guide.Site, key, kept, other string) {
	m.problems.Add(m.placeOf(s, key), "import-conflict", key, old.ID, kept, other)
}

// placeOf returns the place of a value in the file.
func (m *merger) placeOf(s *intake.Site, key string) diag.Place {
	for _, k := range []string{key, "lat", "position"} {
		if at, ok := s.Places[k]; ok && (k == key || key == "location") {
			return at
		}
	}
	return s.At
}

// unquoted returns a TOML string without its quotes, for a message that adds
// quotes.
func unquoted(value string) string {
	if n := len(value); n > 1 && value[0] == '"' {
		return value[1 : n-1]
	}
	return value
}
