package load

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no zones of its own that Go can read

	"golang.org/x/text/language"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

const registryFile = "sites.toml"

// A registry is sites.toml as it was read.
type registry struct {
	guide    guide.Guide // its sites have no documents yet
	names    names
	problems diag.List
}

// copy is a guide to be completed: its sites are its own.
func (r *registry) copy(problems *diag.List) *guide.Guide {
	*problems = append(*problems, r.problems...)
	g := r.guide
	g.Sites = slices.Clone(g.Sites)
	return &g
}

// readSite is a site's piece as it was read.
type readSite struct {
	line     int
	frame    string // the guide's languages and themes it was read for
	site     guide.Site
	problems diag.List
}

// readRegistry reads sites.toml.
func (l *Loader) readRegistry() *registry {
	r := &registry{}
	g, problems := &r.guide, &r.problems
	data, missing := Read(l.fsys, registryFile, longestRegistry, problems)
	if missing {
		problems.Add(diag.Place{File: registryFile}, "registry-missing")
	}
	pieces := cut(string(data))
	src := func(p *piece) *source {
		return &source{file: registryFile, text: p.text, line: p.line, problems: problems, files: l.fsys, defaults: g.Default(), langs: g.Languages}
	}

	// [guide] first: the others need its languages.
	var guides, sites []*piece
	for i := range pieces {
		if p := &pieces[i]; p.root == "guide" {
			guides = append(guides, p)
			first, _, _ := strings.Cut(p.text, "\n")
			switch _, _, dotted := header(first); {
			case len(guides) == 1:
				if t, _ := src(p).decode(); t != nil {
					readGuide(g, t)
				}
			case dotted: // [guide.calendar], after other tables
				if t, _ := src(p).decode(); t != nil {
					rest := t.sub("guide")
					readCalendar(g, rest)
					rest.done()
				}
			default:
				problems.Add(diag.Place{File: registryFile, Line: p.line, Column: 1}, "toml-syntax/twice", "guide")
			}
		}
	}
	if len(guides) == 0 && data != nil {
		problems.Add(diag.Place{File: registryFile, Line: 1, Column: 1}, "missing-field/guide")
	}
	if len(g.Languages) == 0 {
		g.Languages = []guide.Lang{"zh-Hans"}
	}
	for i := range pieces {
		p := &pieces[i]
		switch p.root {
		case "guide":
		case "theme":
			if t, n := src(p).decode(); t != nil {
				readEach(t, "theme", func(t *table) { g.Themes = append(g.Themes, readTheme(t)) })
			} else {
				g.Themes = append(g.Themes, guide.Theme{ID: rawID(n, "theme")})
			}
		case "audience":
			if t, n := src(p).decode(); t != nil {
				readEach(t, "audience", func(t *table) { g.Audiences = append(g.Audiences, readAudience(t)) })
			} else {
				g.Audiences = append(g.Audiences, guide.Audience{ID: rawID(n, "audience")})
			}
		case "site":
			sites = append(sites, p)
		default:
			if t, _ := src(p).decode(); t != nil {
				t.known = []string{"guide", "theme", "audience", "site"}
				t.misplaced()
				t.done()
			}
		}
	}
	g.Sites = l.sites(g, sites, problems)

	unique(problems, "theme", g.Themes, func(t *guide.Theme) (string, diag.Place) { return t.ID, t.At })
	unique(problems, "audience", g.Audiences, func(a *guide.Audience) (string, diag.Place) { return a.ID, a.At })
	unique(problems, "site", g.Sites, func(s *guide.Site) (string, diag.Place) { return s.ID, s.At })
	r.names = namesOf(g)
	r.names.blind = data == nil // missing or unreadable
	return r
}

// misplaced reports a known table written in the wrong brackets.
func (t *table) misplaced() {
	for _, key := range []string{"theme", "audience", "site"} {
		if _, ok := t.values[key]; ok {
			t.problems.Add(t.keyPlace(key), "toml-brackets", key)
		}
	}
}

// sites decodes the registry's sites on all cores, each piece at most once
// as long as its text stays the same.
func (l *Loader) sites(g *guide.Guide, pieces []*piece, problems *diag.List) []guide.Site {
	themes := make([]string, len(g.Themes))
	for i := range g.Themes {
		themes[i] = g.Themes[i].ID
	}
	var b strings.Builder
	for _, lang := range g.Languages {
		b.WriteString(string(lang) + " ")
	}
	b.WriteString(strings.Join(themes, " "))
	frame := b.String()

	found := make([]*readSite, len(pieces))
	parallel(len(pieces), func(i int) {
		p := pieces[i]
		if old := l.pieces[p.text]; old != nil && old.line == p.line && old.frame == frame {
			found[i] = old
			return
		}
		r := &readSite{line: p.line, frame: frame}
		found[i] = r
		s := &source{file: registryFile, text: p.text, line: p.line, problems: &r.problems, defaults: g.Default(), langs: g.Languages}
		t, n := s.decode()
		if t == nil {
			// Keep its id, so that whoever refers to it is not blamed too.
			r.site = guide.Site{At: s.place(0), ID: rawID(n, "site")}
			return
		}
		readEach(t, "site", func(t *table) { r.site = siteOf(t, themes) })
	})
	l.pieces = make(map[string]*readSite, len(pieces))
	sites := make([]guide.Site, len(pieces))
	for i, r := range found {
		l.pieces[pieces[i].text] = r
		sites[i] = r.site
		*problems = append(*problems, r.problems...)
	}
	return sites
}

// rawID is the id in a piece that could not be decoded.
func rawID(root *node, key string) string {
	if id := root.at(key).item(0).at("id"); id != nil {
		return id.raw
	}
	return ""
}

// readEach reads a piece's only table and reports what else the piece holds.
// A table in the wrong brackets is read all the same, so that whoever refers
// to it is not blamed too.
func readEach(t *table, key string, read func(*table)) {
	if _, single := t.values[key].(map[string]any); single {
		t.problems.Add(t.keyPlace(key), "toml-brackets", key)
		sub := t.sub(key)
		read(sub)
		sub.done()
		t.done()
		return
	}
	for _, sub := range t.subs(key) {
		read(sub)
		sub.done()
	}
	t.done()
}

// unique reports every id that an earlier thing has.
func unique[T any](problems *diag.List, what diag.Term, all []T, id func(*T) (string, diag.Place)) {
	seen := make(map[string]diag.Place, len(all))
	for i := range all {
		name, at := id(&all[i])
		if name == "" {
			continue
		}
		if first, ok := seen[name]; ok {
			problems.Add(at, "duplicate-id", name, what, first.File, first.Line)
			continue
		}
		seen[name] = at
	}
}

func readGuide(g *guide.Guide, root *table) {
	t := root.sub("guide")
	if t == nil {
		return
	}
	t.list("languages", func(v any, _ *node, at diag.Place) { readLanguage(g, t, v, at) })
	if _, there := t.values["languages"]; !there {
		t.problems.Add(t.at, "missing-field", "languages", diag.Term("guide"))
	}
	if len(g.Languages) == 0 {
		g.Languages = []guide.Lang{"zh-Hans"}
	}
	t.defaults, t.langs = g.Default(), g.Languages

	g.Title = t.required("title", "guide")
	g.BaseURL, g.BaseURLAt = readBaseURL(t)
	zone, at := t.str("timezone")
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		t.problems.Add(at, "bad-value/timezone", zone)
		zone = ""
	}
	g.Timezone = zone
	g.Country, at = t.str("country")
	if g.Country != "" && !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(g.Country) {
		t.problems.Add(at, "bad-value/country", g.Country)
		g.Country = ""
	}
	g.Publisher = t.text("publisher")
	g.Licence, _ = t.str("licence")
	if g.Paper = t.one("paper", []string{"A4", "Letter"}); g.Paper == "" {
		g.Paper = "A4"
	}
	g.RawHTML = t.boolean("raw_html")
	t.paths("map_data", ".", func(path string, _ diag.Place) { g.MapData = append(g.MapData, path) })
	t.paths("print_fonts", ".", func(path string, at diag.Place) {
		g.PrintFonts = append(g.PrintFonts, guide.PrintFont{Path: path, At: at})
	})
	readCalendar(g, t)
	t.done()
}

func readLanguage(g *guide.Guide, t *table, v any, at diag.Place) {
	code, ok := v.(string)
	if !ok {
		t.wrong(at, "languages", "a string")
		return
	}
	tag, err := language.Parse(code)
	switch {
	case err != nil:
		t.problems.Add(at, "bad-language", code)
		return
	case tag.String() != code:
		p := diag.New(at, "bad-language", code)
		p.Nearest = tag.String()
		*t.problems = append(*t.problems, p)
	case slices.Contains(g.Languages, guide.Lang(code)):
		t.problems.Add(at, "bad-language/twice", code)
		return
	}
	g.Languages = append(g.Languages, guide.Lang(tag.String()))
}

func readCalendar(g *guide.Guide, t *table) {
	c := t.sub("calendar")
	if c == nil {
		return
	}
	g.Calendar.Holidays = c.dateRanges("holidays")
	for _, r := range c.dateRanges("workdays") {
		for d := r.First.Time(); !d.After(r.Last.Time()); d = d.AddDate(0, 0, 1) {
			g.Calendar.Workdays = append(g.Calendar.Workdays, guide.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()})
		}
	}
	c.done()
}

// readBaseURL returns no place when there is no base_url, and no address when
// there is a bad one.
func readBaseURL(t *table) (string, diag.Place) {
	s, at := t.str("base_url")
	if s == "" {
		return "", diag.Place{}
	}
	rest, secure := strings.CutPrefix(s, "https://")
	if !secure {
		rest, secure = strings.CutPrefix(s, "http://")
	}
	host, _, _ := strings.Cut(rest, "/")
	if !secure || host == "" || strings.ContainsAny(s, " ?#\"<>\\") {
		t.problems.Add(at, "bad-value/base-url", s)
		return "", at
	}
	return strings.TrimRight(s, "/") + "/", at
}

// dateRanges reads "2026-10-01/2026-10-07", "2026-10-01", or a TOML date.
func (t *table) dateRanges(key string) []guide.DateRange {
	var all []guide.DateRange
	t.list(key, func(v any, _ *node, at diag.Place) {
		if d, ok := v.(time.Time); ok {
			v = d.Format(time.DateOnly)
		}
		s, ok := v.(string)
		if !ok {
			t.wrong(at, key, "a date")
			return
		}
		from, to, span := strings.Cut(s, "/")
		if !span {
			to = from
		}
		a, errA := time.Parse(time.DateOnly, from)
		b, errB := time.Parse(time.DateOnly, to)
		switch {
		case errA != nil:
			t.problems.Add(at, "bad-date", from)
		case errB != nil:
			t.problems.Add(at, "bad-date", to)
		case b.Before(a) || b.Sub(a) > 366*24*time.Hour:
			t.problems.Add(at, "bad-date/range", s)
		default:
			all = append(all, guide.DateRange{First: day(a), Last: day(b)})
		}
	})
	return all
}

func day(t time.Time) guide.Date { return guide.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()} }

func readTheme(t *table) guide.Theme {
	theme := guide.Theme{At: t.at, ID: t.id("theme"), Name: t.named("theme"), Summary: t.text("summary")}
	colour, at := t.str("colour")
	if colour != "" && !regexp.MustCompile(`^#[0-9a-fA-F]{6}$`).MatchString(colour) {
		t.problems.Add(at, "bad-value/colour", colour)
		colour = ""
	}
	theme.Colour = strings.ToLower(colour)
	return theme
}

// named reads a required name.
func (t *table) named(what diag.Term) guide.Text {
	return t.required("name", what)
}

func readAudience(t *table) guide.Audience {
	return guide.Audience{At: t.at, ID: t.id("audience"), Name: t.named("audience"), Pace: t.pace()}
}

func siteOf(t *table, themes []string) guide.Site {
	s := guide.Site{
		At: t.at, ID: t.id("site"), Name: t.named("site"), Kind: t.one("kind", guide.Kinds),
		Protection: t.text("protection"), Themes: t.refs("themes", "theme", themes), Location: readLocation(t),
		Address: t.text("address"), LastEntry: t.duration("last_entry"), Stay: t.duration("stay"),
		Capacity: t.whole("capacity", 1), Admission: t.text("admission"), Access: t.text("access"), Sources: t.strs("sources"),
	}
	s.OpeningHours, s.OpeningAt = t.str("opening_hours")
	if n := t.node.at("opening_hours"); n != nil {
		s.OpeningLiteral = n.raw == s.OpeningHours
	}
	s.Phone, _ = t.str("phone")
	var at diag.Place
	if s.Website, at = t.str("website"); s.Website != "" && !strings.HasPrefix(s.Website, "https://") && !strings.HasPrefix(s.Website, "http://") {
		t.problems.Add(at, "bad-value/website", s.Website)
		s.Website = ""
	}
	for _, h := range t.subs("hall") {
		s.Halls = append(s.Halls, guide.Hall{At: h.at, ID: h.id("hall"), Name: h.named("hall"), Stay: h.duration("stay"), Text: h.text("text")})
		h.done()
	}
	unique(t.problems, "hall", s.Halls, func(h *guide.Hall) (string, diag.Place) { return h.ID, h.At })
	return s
}

func readLocation(t *table) *guide.Location {
	l := t.sub("location")
	if l == nil {
		return nil
	}
	defer l.done()
	lat, _, okLat := l.number("lat")
	lon, _, okLon := l.number("lon")
	accuracy, at, _ := l.number("accuracy")
	if accuracy < 0 || accuracy > 1e6 {
		l.problems.Add(at, "bad-value/range", "accuracy", 0, 1_000_000)
		accuracy = 0
	}
	datum := l.one("datum", geo.Datums)
	for _, missing := range []struct {
		key string
		ok  bool
	}{{"lat", okLat}, {"lon", okLon}} {
		if _, there := l.values[missing.key]; !missing.ok && !there {
			l.problems.Add(l.at, "missing-field", missing.key, diag.Term("location"))
		}
	}
	if !okLat || !okLon {
		return nil
	}
	point := geo.Point{Lat: lat, Lon: lon}
	if point.Valid() {
		point = geo.ToWGS84(point, datum)
	}
	return &guide.Location{At: l.at, Point: point, Accuracy: accuracy}
}

// languageOf splits "kaishan.en" into "kaishan" and "en"; a name without a
// dot is in the default language.
func languageOf(file string) (id, lang string) {
	base := strings.TrimSuffix(path.Base(file), ".md")
	id, lang, _ = strings.Cut(base, ".")
	return id, lang
}
