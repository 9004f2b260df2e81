package intake

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/prose"
	"wayside/internal/schema"
)

// siteFields connects the rows of [[site]] with the fields of guide.Site.
var siteFields = schema.Bind(&schema.Site, reflect.TypeFor[guide.Site]())

// site returns a row as a site. It reports a row that cannot become one, and returns
// false.
func (r *reader) site(w *row) (s Site, ok bool) {
	s = Site{Site: guide.Site{At: w.at}, Places: map[string]diag.Place{}}
	sortCells(r, w)
	for i := range w.cells {
		c := &w.cells[i]
		if _, known := s.Places[c.key]; !known {
			s.Places[c.key] = c.at
		}
		r.value(&s, c)
	}
	if s.Name.Empty() {
		r.problems.Add(w.at, "import-left-out")
		return s, false
	}
	if s.Position = r.position(w); s.Position == nil && !r.table {
		r.problems.Add(w.at, "import-left-out/position", shortened(s.Name[0].Text))
		return s, false
	}
	return s, true
}

// sortCells moves values between the columns of a position and of an address, whose
// headings mean both: 位置, location. A number is no address.
func sortCells(r *reader, w *row) {
	var kept []cell
	for _, c := range w.cells {
		text := narrow(c.text)
		_, _, angular := r.angle(text)
		both := !angular && twoNumbers.MatchString(text)
		switch {
		case c.key == "address" && c.lang == "" && both && w.get("position") == nil && w.get("lat") == nil:
			c.key = "position"
		case c.key == "address" && (angular || both):
			r.problems.Add(c.at, "import-value/address", "address", c.text)
			continue
		case c.key == "position" && !strings.ContainsAny(text, "0123456789") && w.get("address") == nil:
			c.key = "address"
		}
		kept = append(kept, c)
	}
	w.cells = kept
}

var twoNumbers = regexp.MustCompile(`^[(\[]?\s*[-+]?\d{1,3}\.\d+\s*°?\s*[NSEW]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d+\s*°?\s*[NSEW]?\s*[)\]]?$`)

// value stores a cell in its field. It reports an invalid value and leaves it out.
func (r *reader) value(s *Site, c *cell) {
	for _, f := range prose.Lint(c.text) {
		if p := diag.New(c.at, f.Key, f.Args...); p.Rule() == "mojibake" {
			r.problems.Append(p)
		}
	}
	if c.key == "description" {
		describe(r, s, c)
		return
	}
	f := schema.Site.Field(c.key)
	switch p := siteFields.Pointer(&s.Site, c.key).(type) {
	case *guide.Text:
		r.addText(p, c)
	case *string:
		*p = r.string(f, s, c)
	case *[]string:
		if f.Type == schema.Ref {
			*p = r.themes(c)
		} else {
			*p = append(*p, few(r, c, "\n")...)
		}
	case *time.Duration:
		if d := r.duration(c); d > 0 {
			*p = d
		}
	case *int:
		if n, ok := r.number(f, c); ok {
			*p = int(n)
		}
	case *float64:
		*p, _ = r.number(f, c)
	}
}

// describe adds a description to the text of the site's page. What is not HTML was
// typed as plain text.
func describe(r *reader, s *Site, c *cell) {
	text := c.text
	if r.table {
		text = markdown(text)
	}
	if text != "" {
		r.addText(&s.Description, &cell{c.column, text, c.at})
	}
}

// string reads a string of any type. It returns "" for an invalid one.
func (r *reader) string(f *schema.Field, s *Site, c *cell) string {
	switch f.Type {
	case schema.Enum:
		return r.enum(f, c)
	case schema.Hours:
		return r.hours(s, c)
	case schema.Phone:
		if shortenedNumber.MatchString(c.text) {
			r.problems.Add(c.at, "import-value/shortened", c.key, c.text)
			return ""
		}
		return narrowDigits(c.text)
	case schema.ID:
		if !guide.ValidID(c.text) {
			r.problems.Add(c.at, "import-value/id", c.key, c.text)
			return ""
		}
	case schema.URL:
		switch {
		case web(c.text):
		case domain.MatchString(narrow(c.text)):
			address := "https://" + narrow(c.text)
			r.converted(c, address)
			return address
		default:
			r.problems.Add(c.at, "import-value/website", c.key, c.text)
			return ""
		}
	}
	return c.text
}

// domain is an address without https://.
var domain = regexp.MustCompile(`^(?i)(www\.[a-z0-9-]+|[a-z0-9][a-z0-9-]*)(\.[a-z0-9-]+)*\.[a-z]{2,}(/[^\s\p{Han}]*)?$`)

// web reports whether a string is a web address.
func web(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \t\n")
}

// about are words around a number that change nothing in it.
var about = regexp.MustCompile(`^(大约|约|可容纳|最多)|(左右|余|以内|以上|多)$`)

// number reads a number within its field's limits, with or without its unit.
func (r *reader) number(f *schema.Field, c *cell) (n float64, ok bool) {
	if c.unit != "" && !slices.Contains(units[f.Key], Fold(c.unit)) && Datum(c.unit) == "" {
		r.problems.Add(c.at, "import-value/unit", c.key, c.text, c.unit)
		return 0, false
	}
	text := about.ReplaceAllString(Fold(c.text), "")
	for _, unit := range []string{f.Unit.ZH, f.Unit.EN} {
		text = strings.TrimSpace(strings.TrimSuffix(text, strings.ToLower(unit)))
	}
	text = about.ReplaceAllString(text, "")
	switch {
	case r.commas && decimal.MatchString(text):
		text = strings.Replace(text, ",", ".", 1)
	case thousands.MatchString(text):
		text = strings.ReplaceAll(text, ",", "")
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= f.Min && n <= f.Max) || f.Type == schema.Whole && n != math.Trunc(n) {
		low, high, unit := f.Range()
		r.problems.Add(c.at, "import-value/range", c.key, c.text, low, high, diag.Words(unit))
		return 0, false
	}
	return n, true
}

// shortenedNumber is a long number as a spreadsheet shows it in a narrow column.
var shortenedNumber = regexp.MustCompile(`^\s*\d(?:\.\d+)?[eE]\+\d+\s*$`)

// narrowDigits replaces full-width digits and signs of a telephone number, and
// keeps its punctuation as it was written.
func narrowDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '＋' || r == '－' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

var thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)

// units are those that a heading can name for a number.
var units = map[string][]string{
	"capacity": {"人", "人次", "人数", "名", "位", "people", "persons", "pax"},
	"accuracy": {"米", "m", "metres", "meters"},
}

// addText stores a cell in a text that has no passage in its language yet.
func (r *reader) addText(t *guide.Text, c *cell) {
	lang := c.lang
	if lang == "" {
		lang = r.o.Guide.Default()
	}
	if i := slices.IndexFunc(*t, func(p guide.Passage) bool { return p.Lang == lang }); i >= 0 {
		if first := (*t)[i]; Fold(first.Text) != Fold(c.text) {
			r.problems.Add(c.at, "import-value/again", c.key, c.text, first.At.Line)
		}
		return
	}
	*t = append(*t, guide.Passage{Lang: lang, Text: c.text, At: c.at})
	slices.SortFunc(*t, func(a, b guide.Passage) int {
		return slices.Index(r.o.Guide.Languages, a.Lang) - slices.Index(r.o.Guide.Languages, b.Lang)
	})
}

// enum reads one of a field's values, by its name or another word for it, or by the
// words that a Chinese one ends in: 县级博物馆 is a 博物馆.
func (r *reader) enum(f *schema.Field, c *cell) string {
	word := Fold(c.text)
	if name := valueNamed(f, word); name != "" {
		return name
	}
	first, _, _ := strings.Cut(word, "(")
	for _, part := range words(first, ",，、;；|/\n ") {
		part = strings.TrimSuffix(part, "类")
		name := valueNamed(f, part)
		for i := range part {
			if name == "" && utf8.RuneCountInString(part[i:]) > 1 && part[i] >= utf8.RuneSelf {
				name = valueNamed(f, part[i:])
			}
		}
		if name != "" {
			r.converted(c, name)
			return name
		}
	}
	names := f.Names()
	p := diag.New(c.at, "import-value/name", c.key, c.text, strings.Join(names, ", "))
	p.Nearest = diag.Nearest(word, names)
	r.problems.Append(p)
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
	for _, word := range few(r, c, lists) {
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
			r.problems.AddUnknown(c.at, "import-value/theme", word, known)
		case !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	return ids
}

// few returns the items of a list in one cell, and reports that there are more than
// the field takes.
func few(r *reader, c *cell, separators string) []string {
	items := words(c.text, separators)
	if most := schema.Site.Field(c.key).MaxItems(); len(items) > most {
		r.problems.Add(c.at, "import-value/items", c.key, len(items), most)
		return items[:most]
	}
	return items
}

// lists are the characters between the items of a list in one cell.
const lists = ",，、;；|/\n"

// words splits a list in one cell.
func words(text, separators string) []string {
	var all []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

var (
	length = regexp.MustCompile(`^(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:h|hrs?|hours?|小时|个小时|时|钟头|个钟头))?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|分钟|分|'))?$`)
	bare   = regexp.MustCompile(`^\d{1,4}(\.\d{1,2})?$`)
	spread = regexp.MustCompile(`^(\d{1,4}(?:\.\d+)?)\s*(\D*?)\s*[-~～至到—]+\s*(\d{1,4}(?:\.\d+)?\s*[^\d\s].*|\d{1,4}(?:\.\d+)?)$`)
	spoken = strings.NewReplacer("半个小时", "30分钟", "半小时", "30分钟", "半个钟头", "30分钟", "一刻钟", "15分钟", "三刻钟", "45分钟", "个半小时", ".5小时")
	counts = regexp.MustCompile(`^([一二两三四五六七八九十]+)(\.5小时|个?小时|个?钟头|分钟)`)
)

// duration reads 1h30m, 90m, 1小时30分, 1.5小时, 半小时 and 约30分钟, and a number without
// a unit under a heading that has one: 停留（分钟）. Of 1-2小时 it takes the longer, for
// which a group needs time.
func (r *reader) duration(c *cell) time.Duration {
	text := about.ReplaceAllString(Fold(c.text), "")
	plain := text
	text = spoken.Replace(text)
	if m := counts.FindStringSubmatchIndex(text); m != nil {
		if n, ok := numeral(text[m[2]:m[3]]); ok {
			text = strconv.Itoa(n) + text[m[4]:]
		}
	}
	if m := spread.FindStringSubmatch(text); m != nil {
		text = strings.TrimSpace(m[3])
	}
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
		r.problems.Add(c.at, "import-value/duration", c.key, c.text)
		return 0
	}
	if !length.MatchString(Fold(c.text)) && !bare.MatchString(plain) {
		r.converted(c, schema.FormatDuration(d))
	}
	return d
}
