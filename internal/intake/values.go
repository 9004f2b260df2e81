package intake

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/hours"
	"wayside/internal/prose"
)

// kinds are words for guide.Kinds.
var kinds = map[string]string{}

func init() {
	for kind, words := range map[string]string{
		"memorial":    "纪念馆 纪念地 纪念园 革命纪念馆 烈士纪念馆 教育基地",
		"museum":      "博物馆 展馆 展览馆 陈列馆 美术馆 科技馆 档案馆",
		"monument":    "纪念碑 纪念塔 雕像 塑像 碑 塔 文物建筑",
		"cemetery":    "陵园 烈士陵园 墓 墓地 公墓",
		"battlefield": "战场 战场遗址 战斗遗址 战役遗址",
		"residence":   "故居 旧居 名人故居",
		"town":        "城镇 古镇 镇 村 古村 村落 街区 历史街区",
		"landscape":   "山水园林 景区 风景 风景区 公园 园林 山 岛 湖 自然景观",
		"other":       "其他 其它 遗址 旧址",
	} {
		for _, word := range strings.Fields(words) {
			kinds[word] = kind
		}
	}
}

// site is a row as a site; false when it has no name, which is told.
func (r *reader) site(w *row) (Site, bool) {
	s := Site{Site: guide.Site{At: w.at}, Places: map[string]diag.Place{}}
	for i := range w.cells {
		c := &w.cells[i]
		if _, there := s.Places[c.key]; !there {
			s.Places[c.key] = c.at
		}
		r.value(&s, c)
	}
	s.Position = r.position(w)
	if s.Name.Empty() {
		r.problems.Add(w.at, "import-left-out")
		return s, false
	}
	return s, true
}

// value puts one cell into its field. A value that is not understood is told
// and left out.
func (r *reader) value(s *Site, c *cell) {
	for _, f := range prose.Lint(c.text) {
		if p := diag.New(c.at, f.Key, f.Args...); p.Rule() == "mojibake" {
			*r.problems = append(*r.problems, p)
		}
	}
	switch c.key {
	case "id":
		if s.ID = c.text; !guide.ValidID(s.ID) {
			r.problems.Add(c.at, "bad-id", c.text)
			s.ID = ""
		}
	case "name":
		r.say(&s.Name, c)
	case "kind":
		s.Kind = r.kind(c)
	case "protection":
		r.say(&s.Protection, c)
	case "themes":
		s.Themes = r.themes(c)
	case "address":
		r.say(&s.Address, c)
	case "opening_hours":
		s.OpeningHours = r.hours(c)
	case "last_entry":
		s.LastEntry = r.duration(c)
	case "stay":
		s.Stay = r.duration(c)
	case "capacity":
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(narrow(c.text), "人")))
		if err != nil || n < 1 || n > 1_000_000 {
			r.problems.Add(c.at, "bad-value/range", "capacity", 1, 1_000_000)
			return
		}
		s.Capacity = n
	case "admission":
		r.say(&s.Admission, c)
	case "access":
		r.say(&s.Access, c)
	case "phone":
		s.Phone = narrow(c.text)
	case "website":
		if !strings.HasPrefix(c.text, "https://") && !strings.HasPrefix(c.text, "http://") {
			r.problems.Add(c.at, "bad-value/website", c.text)
			return
		}
		s.Website = c.text
	case "sources":
		s.Sources = append(s.Sources, c.text)
	}
}

// say puts a cell into a text, where nothing is in its language yet.
func (r *reader) say(t *guide.Text, c *cell) {
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

func (r *reader) kind(c *cell) string {
	word := Fold(c.text)
	if slices.Contains(guide.Kinds, word) {
		return word
	}
	if kind := kinds[word]; kind != "" {
		return kind
	}
	p := diag.New(c.at, "bad-value", "kind", c.text, strings.Join(guide.Kinds, ", "))
	p.Nearest = diag.Nearest(word, guide.Kinds)
	*r.problems = append(*r.problems, p)
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

// words takes a list apart that stands in one cell.
func words(text string) []string {
	var all []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；|/\n", r) }) {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// hours holds opening hours against their syntax. What is not understood
// would never count as open.
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
	lasting = regexp.MustCompile(`^(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:h|hours?|小时|个小时|时))?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|分钟|分))?$`)
	bare    = regexp.MustCompile(`^\d{1,4}(\.\d{1,2})?$`)
)

// duration reads 1h30m, 90m, 1小时30分 and 1.5小时; a number alone where the
// heading has its unit: 停留（分钟）.
func (r *reader) duration(c *cell) time.Duration {
	text := Fold(c.text)
	if bare.MatchString(text) {
		text += c.unit
	}
	var d time.Duration
	if m := lasting.FindStringSubmatch(text); m != nil {
		hours, _ := strconv.ParseFloat("0"+m[1], 64)
		minutes, _ := strconv.Atoi("0" + m[2])
		d = time.Duration(hours*60+0.5)*time.Minute + time.Duration(minutes)*time.Minute
	}
	if d <= 0 || d > 7*24*time.Hour {
		r.problems.Add(c.at, "bad-duration", c.key, c.text)
		return 0
	}
	return d
}
