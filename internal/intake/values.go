package intake

import (
	"errors"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/hours"
	"wayside/internal/prose"
	"wayside/internal/schema"
)

// siteFields connects the rows of [[site]] with the fields of guide.Site.
var siteFields = schema.Bind(&schema.Site, reflect.TypeFor[guide.Site]())

// site returns a row as a site. It reports a row without a name and returns false.
func (r *reader) site(w *row) (s Site, ok bool) {
	s = Site{Site: guide.Site{At: w.at}, Places: map[string]diag.Place{}}
	for i := range w.cells {
		c := &w.cells[i]
		if _, known := s.Places[c.key]; !known {
			s.Places[c.key] = c.at
		}
		r.value(&s.Site, c)
	}
	s.Position = r.position(w)
	if s.Name.Empty() {
		r.problems.Add(w.at, "import-left-out")
		return s, false
	}
	return s, true
}

// value stores a cell in its field. It reports an invalid value and leaves it out.
func (r *reader) value(s *guide.Site, c *cell) {
	for _, f := range prose.Lint(c.text) {
		if p := diag.New(c.at, f.Key, f.Args...); p.Rule() == "mojibake" {
			*r.problems = append(*r.problems, p)
		}
	}
	f := schema.Site.Field(c.key)
	switch p := siteFields.Pointer(s, c.key).(type) {
	case *guide.Text:
		r.addText(p, c)
	case *string:
		*p = r.string(f, c)
	case *[]string:
		if f.Type == schema.Ref {
			*p = r.themes(c)
		} else {
			*p = append(*p, c.text)
		}
	case *time.Duration:
		*p = r.duration(c)
	case *int:
		if n, ok := r.number(f, c); ok {
			*p = int(n)
		}
	case *float64:
		*p, _ = r.number(f, c)
	}
}

// string reads a string of any type. It returns "" for an invalid one.
func (r *reader) string(f *schema.Field, c *cell) string {
	invalid := ""
	switch f.Type {
	case schema.Enum:
		return r.enum(f, c)
	case schema.Hours:
		return r.hours(c)
	case schema.Phone:
		return narrow(c.text)
	case schema.ID:
		if !guide.ValidID(c.text) {
			invalid = "bad-id"
		}
	case schema.URL:
		if !web(c.text) {
			invalid = "bad-value/website"
		}
	}
	if invalid != "" {
		r.problems.Add(c.at, invalid, c.text)
		return ""
	}
	return c.text
}

// number reads a number within its field's limits, with or without its unit.
func (r *reader) number(f *schema.Field, c *cell) (n float64, ok bool) {
	text := narrow(c.text)
	for _, unit := range []string{f.Unit.ZH, f.Unit.EN} {
		text = strings.TrimSpace(strings.TrimSuffix(text, unit))
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= f.Min && n <= f.Max) || f.Type == schema.Whole && n != math.Trunc(n) {
		low, high, unit := f.Range()
		r.problems.Add(c.at, "bad-value/range", f.Key, low, high, diag.Words(unit))
		return 0, false
	}
	return n, true
}

// addText stores a cell in a text that has no passage in its language yet.
func (r *reader) addText(t *guide.Text, c *cell) {
	lang := c.lang
	if lang == "" {
		lang = r.o.Guide.Default()
	}
	if slices.ContainsFunc(*t, func(p guide.Passage) bool { return p.Lang == lang }) {
		return
	}
	*t = append(*t, guide.Passage{Lang: lang, Text: c.text, At: c.at})
	slices.SortFunc(*t, func(a, b guide.Passage) int {
		return slices.Index(r.o.Guide.Languages, a.Lang) - slices.Index(r.o.Guide.Languages, b.Lang)
	})
}

// enum reads one of a field's values, by its name or another word for it.
func (r *reader) enum(f *schema.Field, c *cell) string {
	word := Fold(c.text)
	if name := valueNamed(f, word); name != "" {
		return name
	}
	names := f.Names()
	p := diag.New(c.at, "bad-value", f.Key, c.text, strings.Join(names, ", "))
	p.Nearest = diag.Nearest(word, names)
	*r.problems = append(*r.problems, p)
	return ""
}

// valueNamed returns the value that a folded word names, or "".
func valueNamed(f *schema.Field, word string) string {
	for _, v := range f.Values {
		if v.Name == word || slices.Contains(strings.Fields(v.Words), word) {
			return v.Name
		}
	}
	return ""
}

// themes reads themes by their ids or their names.
func (r *reader) themes(c *cell) []string {
	var ids []string
	for _, word := range words(c.text) {
		var known []string
		id := ""
		for i := range r.o.Guide.Themes {
			t := &r.o.Guide.Themes[i]
			names := []string{t.ID}
			for _, p := range t.Name {
				names = append(names, p.Text)
			}
			if slices.ContainsFunc(names, func(n string) bool { return Fold(n) == Fold(word) }) {
				id = t.ID
			}
			known = append(known, names...)
		}
		switch {
		case id == "":
			r.problems.AddUnknown(c.at, "unknown-reference", word, known, diag.Term("theme"))
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	return ids
}

// words splits a list in one cell.
func words(text string) []string {
	var all []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；|/\n", r) }) {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// hours checks the syntax of opening hours. The syntax must be valid, because
// other hours would never count as open.
func (r *reader) hours(c *cell) string {
	_, err := hours.Parse(c.text)
	var bad *hours.SyntaxError
	if !errors.As(err, &bad) {
		return c.text
	}
	p := diag.New(c.at, bad.Key, bad.Args...)
	p.Nearest = bad.Nearest
	*r.problems = append(*r.problems, p)
	return ""
}

var (
	length = regexp.MustCompile(`^(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:h|hours?|小时|个小时|时))?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|分钟|分))?$`)
	bare   = regexp.MustCompile(`^\d{1,4}(\.\d{1,2})?$`)
)

// duration reads 1h30m, 90m, 1小时30分 and 1.5小时, and a number without a unit under
// a heading that has one: 停留（分钟）.
func (r *reader) duration(c *cell) time.Duration {
	text := Fold(c.text)
	if bare.MatchString(text) {
		text += c.unit
	}
	var d time.Duration
	if m := length.FindStringSubmatch(text); m != nil {
		hours, _ := strconv.ParseFloat("0"+m[1], 64)
		minutes, _ := strconv.Atoi("0" + m[2])
		d = time.Duration(hours*60+0.5)*time.Minute + time.Duration(minutes)*time.Minute
	}
	if d <= 0 || !schema.ValidDuration(d) {
		r.problems.Add(c.at, "bad-duration", c.key, c.text)
		return 0
	}
	return d
}
