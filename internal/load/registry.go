package load

import (
	"slices"
	"strconv"
	"strings"
	_ "time/tzdata" // Windows has no time zones that Go can read

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

const registryFile = "sites.toml"

// A registry is the parsed sites.toml.
type registry struct {
	guide    guide.Guide // its sites have no documents yet
	names    names
	problems diag.List
	text     []byte // of the file, for Patch; nil if it was corrected
	pieces   []toml.Piece
}

// copy returns a guide with a copy of the sites, for the rest of the project to be
// added.
func (r *registry) copy(problems *diag.List) *guide.Guide {
	*problems = append(*problems, r.problems...)
	g := r.guide
	g.Sites = slices.Clone(g.Sites)
	return &g
}

// frame returns a digest of what a route without problems depends on besides its
// file: the ids to which it can refer, and the languages.
func (r *registry) frame() string {
	sum := hasher.Of(r.guide.Languages, r.names.themes, r.names.audiences, r.names.halls, r.names.unread, r.names.blind)
	return string(sum[:])
}

var hasher = digest.New()

// readSite is the parsed piece of a site.
type readSite struct {
	line     int
	frame    string // the guide's languages and themes with which it was read
	site     *guide.Site
	problems diag.List
}

// fallback is the language of a guide without languages.
const fallback guide.Lang = "zh-Hans"

// readRegistry reads sites.toml.
func (l *Loader) readRegistry() *registry {
	r := &registry{guide: guide.Guide{Languages: []guide.Lang{fallback}}}
	g, problems := &r.guide, &r.problems
	data, missing := readText(l.fsys, registryFile, longestRegistry, problems)
	if missing {
		problems.Add(diag.Place{File: registryFile}, "registry-missing")
	}
	text := string(data)
	pieces := cut(registryFile, text, &schema.Registry, problems)
	if len(*problems) == 0 {
		r.text, r.pieces = data, pieces
	}
	decoderOf := func(p *toml.Piece) *decoder {
		d := newDecoder(registryFile, p.Text, p.Line, g, problems)
		d.files, d.theme = l.fsys, l.theme
		return d
	}

	// [guide] first: the other tables need its languages.
	var sites, referring []*toml.Piece
	found := false
	for i := range pieces {
		p := &pieces[i]
		if p.Root != "guide" {
			continue
		}
		if found && !p.Sub {
			problems.Add(diag.Place{File: registryFile, Line: p.Line, Column: 1}, "toml-syntax/twice", "guide")
			continue
		}
		d := decoderOf(p)
		d.partial = found // [guide.calendar] after other tables
		root, _ := d.parse(p.Text)
		decodeGuide(d, g, root)
		found = true
	}
	if !found && data != nil {
		problems.Add(diag.Place{File: registryFile, Line: 1, Column: 1}, "missing-field/guide")
	}
	tables := counts{}
	for i := range pieces {
		p := &pieces[i]
		if tables.tooMany(registryFile, p, &schema.Registry, problems) {
			continue
		}
		d := decoderOf(p)
		switch p.Root {
		case "guide":
		case "theme":
			root, _ := d.parse(p.Text)
			g.Themes = append(g.Themes, each[guide.Theme](d, root, "theme", themeFields)...)
		case "audience":
			root, _ := d.parse(p.Text)
			g.Audiences = append(g.Audiences, each[guide.Audience](d, root, "audience", audienceFields)...)
		case "notice", "standard":
			referring = append(referring, p)
		case "site":
			sites = append(sites, p)
		default:
			root, _ := d.parse(p.Text)
			d.unknown(root, schema.Registry.Keys())
			reportHeadless(d, root)
		}
	}
	g.Sites = l.sites(g, sites, problems)

	unique(problems, "theme", g.Themes, func(t *guide.Theme) (string, diag.Place) { return t.ID, t.At })
	unique(problems, "audience", g.Audiences, func(a *guide.Audience) (string, diag.Place) { return a.ID, a.At })
	unique(problems, "site", g.Sites, func(s *guide.Site) (string, diag.Place) { return s.ID, s.At })
	r.names = namesOf(g)
	r.names.unread = data == nil // missing or unreadable
	r.names.blind = r.names.unread || slices.Contains(r.names.sites, "")
	for _, p := range referring { // last: to sites, to audiences
		d := decoderOf(p)
		d.names = &r.names
		root, _ := d.parse(p.Text)
		if p.Root == "standard" {
			g.Standards = append(g.Standards, each[guide.Goal](d, root, "standard", goalFields)...)
		} else {
			g.Notices = append(g.Notices, each[guide.Notice](d, root, "notice", noticeFields)...)
		}
	}
	unique(problems, "standard", g.Standards, func(s *guide.Goal) (string, diag.Place) { return s.Code, s.At })
	return r
}

// decodeGuide decodes [guide]. Its languages come first, whatever the order of keys:
// a text written as a string is in the first of them.
func decodeGuide(d *decoder, g *guide.Guide, root toml.Value) {
	v := root.Get("guide")
	if v.Table() == nil {
		if v.Exists() {
			d.wrong(v, "guide", "a table", "")
		}
		return
	}
	if languages := v.Get("languages"); languages.Exists() {
		unreported := *d
		unreported.problems = new(diag.List)
		f := &guideFields.Fields[slices.Index(schema.Guide.Keys(), "languages")]
		if d.langs = decodeLanguages(&unreported, f, languages); len(d.langs) == 0 {
			d.langs = []guide.Lang{fallback}
		}
	}
	d.table(v, guideFields, g)
	g.Languages = d.langs
}

// sites decodes the registry's sites on all cores. A piece is decoded again only if
// its text has changed.
func (l *Loader) sites(g *guide.Guide, pieces []*toml.Piece, problems *diag.List) []guide.Site {
	var b strings.Builder
	for _, lang := range g.Languages {
		b.WriteString(string(lang) + " ")
	}
	b.WriteString(strings.Join(themeIDs(g), " "))
	frame := b.String()

	found := make([]*readSite, len(pieces))
	complete := l.each(len(pieces), func(i int) {
		p := pieces[i]
		if old := l.pieces[p.Text]; old != nil && old.line == p.Line && old.frame == frame {
			found[i] = old
			return
		}
		found[i] = l.saved.site(g, p, frame)
	})
	if !complete {
		return nil
	}
	l.pieces = make(map[string]*readSite, len(pieces))
	sites := make([]guide.Site, len(pieces))
	for i, r := range found {
		l.pieces[pieces[i].Text] = r
		sites[i] = *r.site
		*problems = append(*problems, r.problems...)
	}
	return sites
}

// site decodes a site.
func (s *Saved) site(g *guide.Guide, p *toml.Piece, frame string) *readSite {
	r := &readSite{line: p.Line, frame: frame}
	sum := digest.String(p.Text)
	r.site = remembered(s.sites, string(sum[:]), stamp{strconv.Itoa(p.Line), frame}, &r.problems, func() (site guide.Site) {
		d := newDecoder(registryFile, p.Text, p.Line, g, &r.problems)
		d.names = &names{themes: themeIDs(g), guide: g}
		root, ok := d.parse(p.Text)
		for _, s := range each[guide.Site](d, root, "site", siteFields) {
			site = s
		}
		site.Misplaced = site.Misplaced || !ok && site.Location == nil
		return site
	})
	return r
}

func themeIDs(g *guide.Guide) []string {
	ids := make([]string, len(g.Themes))
	for i := range g.Themes {
		ids[i] = g.Themes[i].ID
	}
	return ids
}

// each decodes the tables of a piece, usually one, and reports anything else in it.
func each[T any](d *decoder, root toml.Value, key string, b *schema.Binding) []T {
	tables, _ := root.Get(key).Items()
	all := make([]T, 0, len(tables))
	for _, table := range tables {
		all = append(all, *new(T))
		d.table(table, b, &all[len(all)-1])
	}
	d.unknown(root, []string{key})
	return all
}

// counts are the numbers of the repeated tables of a file, by their names.
type counts map[string]int

// tooMany counts a piece of a file, and reports whether there are more of its table than the
// schema allows. The first of these is reported.
func (c counts) tooMany(file string, p *toml.Piece, root *schema.Table, problems *diag.List) bool {
	f := root.Field(p.Root)
	if f == nil || !f.List {
		return false
	}
	c[p.Root]++
	if c[p.Root] == f.MaxItems()+1 {
		problems.Add(diag.Place{File: file, Line: p.Line, Column: 1}, "too-many/tables", p.Root, f.MaxItems())
	}
	return c[p.Root] > f.MaxItems()
}

// unique reports every id that an earlier element of all has.
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

// finish completes structs for which several fields are needed.
func (d *decoder) finish(v toml.Value, structure any) {
	switch s := structure.(type) {
	case *guide.Site:
		s.Misplaced = s.Location == nil && v.Get("location").Exists()
		unique(d.problems, "hall", s.Halls, func(h *guide.Hall) (string, diag.Place) { return h.ID, h.At })
	case *guide.Notice:
		decodeNotice(d, v, s)
	case *event:
		decodeEventSite(d, v, s)
	case *guide.Material:
		written := func(key string) bool { return v.Get(key).Exists() && v.Get(key).Any != "" }
		if written("url") == written("file") {
			d.problems.Add(s.At, "bad-material")
		}
	case *guide.Visit:
		decodeVisit(d, v, s)
	case *guide.Stop:
		decodeStop(d, v, s)
	case *guide.Question:
		decodeAnswer(d, v, s)
	}
}

// decodeNotice resolves the site of a notice, and the hall in it.
func decodeNotice(d *decoder, v toml.Value, n *guide.Notice) {
	if n.Site == "" {
		return
	}
	site, hall, _ := strings.Cut(n.Site, "/")
	n.Site, _ = refTo(d, "site", v.Get("site"), site)
	if n.Hall = hall; n.Site == site {
		n.Hall = resolveHall(d, n.SiteAt, site, hall)
	}
}

// decodeLocation decodes a location. It returns nil if a coordinate is missing.
func decodeLocation(d *decoder, f *schema.Bound, v toml.Value) *guide.Location {
	if v.Table() == nil {
		text, _ := v.Any.(string)
		if pair, ok := v.Items(); ok && len(pair) == 2 {
			text = pair[0].Raw() + "," + pair[1].Raw()
		}
		d.wrong(v, f.Key, "a table", meantPosition(text))
		return nil
	}
	var l location
	d.table(v, locationFields, &l)
	if l.Lat == nil || l.Lon == nil {
		return nil
	}
	point := geo.Point{Lat: *l.Lat, Lon: *l.Lon}
	if point.Valid() {
		point = geo.ToWGS84(point, l.Datum)
	}
	return &guide.Location{At: l.At, Point: point, Accuracy: l.Accuracy}
}
