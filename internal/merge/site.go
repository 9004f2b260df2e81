package merge

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/load"
)

// A field is a key of [[site]]: a text by language, or a value as TOML, ""
// where the site has none.
type field struct {
	key   string
	text  func(s *guide.Site) guide.Text
	value func(s *guide.Site) string
}

// fields are those that a file can fill, in FORMAT's order. The location
// comes after themes and is none of them: it is compared by distance.
var fields = []field{
	{key: "name", text: func(s *guide.Site) guide.Text { return s.Name }},
	{key: "kind", value: func(s *guide.Site) string { return some(s.Kind) }},
	{key: "protection", text: func(s *guide.Site) guide.Text { return s.Protection }},
	{key: "themes", value: func(s *guide.Site) string { return list(s.Themes) }},
	{key: "location"},
	{key: "address", text: func(s *guide.Site) guide.Text { return s.Address }},
	{key: "opening_hours", value: func(s *guide.Site) string { return some(s.OpeningHours) }},
	{key: "last_entry", value: func(s *guide.Site) string { return duration(s.LastEntry) }},
	{key: "stay", value: func(s *guide.Site) string { return duration(s.Stay) }},
	{key: "capacity", value: func(s *guide.Site) string {
		if s.Capacity == 0 {
			return ""
		}
		return strconv.Itoa(s.Capacity)
	}},
	{key: "admission", text: func(s *guide.Site) guide.Text { return s.Admission }},
	{key: "access", text: func(s *guide.Site) guide.Text { return s.Access }},
	{key: "phone", value: func(s *guide.Site) string { return some(s.Phone) }},
	{key: "website", value: func(s *guide.Site) string { return some(s.Website) }},
	{key: "sources", value: func(s *guide.Site) string { return list(s.Sources) }},
}

func some(s string) string {
	if s == "" {
		return ""
	}
	return quoted(s)
}

// duration is a time as an editor writes it: "1h30m", "45m".
func duration(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	text := ""
	if h := d / time.Hour; h > 0 {
		text = strconv.Itoa(int(h)) + "h"
	}
	if m := d % time.Hour / time.Minute; m > 0 {
		text += strconv.Itoa(int(m)) + "m"
	}
	return quoted(text)
}

// location is a position as TOML, in the datum that the file has it in: the
// editor's own numbers are recognised, and the loader converts.
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

// texts is a text as TOML: a string where it is in the default language alone.
func (m *merger) texts(t guide.Text) string {
	if len(t) == 0 || len(t) == 1 && t[0].Lang == m.g.Default() {
		text, _ := t.In(m.g.Default())
		return some(text)
	}
	var all []string
	for _, p := range t {
		all = append(all, string(p.Lang)+" = "+quoted(p.Text))
	}
	return "{ " + strings.Join(all, ", ") + " }"
}

// of is what a site of the file has for a field, as TOML.
func (m *merger) of(f field, s *intake.Site) string {
	switch {
	case f.text != nil:
		return m.texts(f.text(&s.Site))
	case f.value != nil:
		return f.value(&s.Site)
	case s.Position != nil:
		return location(s.Position)
	}
	return ""
}

// table is a new site's.
func (m *merger) table(s *intake.Site) string {
	all := []line{{"id", quoted(s.ID)}}
	for _, f := range fields {
		if value := m.of(f, s); value != "" {
			all = append(all, line{f.key, value})
		}
	}
	return "[[site]]\n" + lines(all, "", widest(all))
}

// complete adds to a site of the registry what it lacks.
func (m *merger) complete(at int, s *intake.Site) {
	old, t := &m.g.Sites[at], &m.tables[at]
	before := len(m.edits)
	if s.ID != "" && s.ID != old.ID {
		m.conflict(s, old, "id", old.ID, s.ID)
	}
	var missing []line
	for _, f := range fields {
		value := m.of(f, s)
		switch {
		case value == "":
		case !t.Has(f.key):
			missing = append(missing, line{f.key, value})
		case f.text != nil:
			m.translate(f.key, f.text(old), f.text(&s.Site), old, s, t)
		case f.value != nil:
			if kept := f.value(old); kept != value {
				m.conflict(s, old, f.key, bare(kept), bare(value))
			}
		case old.Location == nil:
			m.conflict(s, old, f.key, "", value)
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

// beneath puts lines under a table's last value, in its column.
func (m *merger) beneath(t *load.Table, all []line) edit {
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
	if t.Body > 0 && text[t.Body-1] != '\n' { // the file's last line, not ended
		put = eol + strings.TrimSuffix(put, eol)
	}
	return edit{t.Body, put}
}

// translate adds the languages that a text lacks, without touching those it has.
func (m *merger) translate(key string, old, own guide.Text, site *guide.Site, s *intake.Site, t *load.Table) {
	var missing []string
	for _, p := range own {
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
	i := slices.IndexFunc(t.Values, func(v load.Value) bool { return v.Name == key })
	if i < 0 || !m.extend(t.Values[i], strings.Join(missing, ", ")) {
		m.problems.Add(m.placeOf(s, key), "import-conflict/language", key, site.ID, strings.Join(missing, ", "))
	}
}

// extend puts languages into a text that is a string or a table of one line.
// Strings of many lines and keys with dots are left to the editor.
func (m *merger) extend(v load.Value, languages string) bool {
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

// conflict tells of a value that the registry has otherwise. It stays.
func (m *merger) conflict(s *intake.Site, old *guide.Site, key, kept, other string) {
	m.problems.Add(m.placeOf(s, key), "import-conflict", key, old.ID, kept, other)
}

// placeOf is where the file has a value.
func (m *merger) placeOf(s *intake.Site, key string) diag.Place {
	for _, k := range []string{key, "lat", "position"} {
		if at, ok := s.Places[k]; ok && (k == key || key == "location") {
			return at
		}
	}
	return s.At
}

// bare is a TOML string without its quotes, for a message that adds its own.
func bare(value string) string {
	if n := len(value); n > 1 && value[0] == '"' {
		return value[1 : n-1]
	}
	return value
}
