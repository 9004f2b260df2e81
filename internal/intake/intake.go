// Package intake reads places and routes out of files that other programs
// write: tables (CSV), GPX, KML and GeoJSON.
//
// In comes a file's text, out go sites as the guide has them, each value with
// its place in that file, and routes where the file has an order. Whatever the
// format, a reader makes rows of cells, and one understanding turns cells into
// values; so a KML's ExtendedData and a table's columns know the same names.
//
// It refuses to guess where a guess would be silently wrong: a position in
// China without a datum, two numbers that could be exchanged, a word that is
// no kind of site. What a file merely has too much of is told and left out.
package intake

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
)

// Options are what a file is read for.
type Options struct {
	// Guide is where the places go: its languages, themes and country.
	Guide *guide.Guide
	// Datum is that of positions that declare none; "" for the file's own:
	// WGS-84 by the standards of GPX, KML and GeoJSON, none for a table.
	Datum string
}

// An Intake is what a file holds.
type Intake struct {
	Sites  []Site // in the file's order, each place once
	Routes []Route
}

// A Site is a place as the file has it.
type Site struct {
	// Site is its values. The id may be "", and Location is not set: what the
	// file has is Position.
	guide.Site
	Position *Position             // nil without one
	Places   map[string]diag.Place // of values, by their key in sites.toml
}

// A Position is one as the editor wrote it.
type Position struct {
	Lat, Lon string // as TOML numbers, the file's own digits where they are that
	Datum    string // one of geo.Datums; "" for WGS-84
	Accuracy string // in metres, as a TOML number; "" for none
	Point    geo.Point
}

// A Route is an order in which the file has some of its sites.
type Route struct {
	At    diag.Place
	Title string
	Stops []Stop
}

// A Stop is one site of a route.
type Stop struct {
	Site  int    // index of Intake.Sites
	Story string // what the file tells of it; "" for nothing
}

// Formats are the endings of files that can be read.
var Formats = []string{".csv", ".tsv", ".gpx", ".kml", ".geojson", ".json"}

// Bounds of what a file may hold. A guide of ten thousand sites is large.
const (
	Longest = 32 << 20 // bytes
	most    = 20_000   // rows
)

// Read reads a file's text, which is UTF-8, by the ending of its name. With
// an error among the problems the intake holds what could be read.
func Read(file string, text []byte, o Options, problems *diag.List) Intake {
	r := reader{file: file, text: text, o: o, problems: problems}
	before := len(*problems)
	switch strings.ToLower(path.Ext(file)) {
	case ".gpx":
		r.gpx()
	case ".kml":
		r.kml()
	case ".geojson", ".json":
		r.geojson()
	default:
		r.csv()
	}
	in := r.understand()
	if len(in.Sites) == 0 && len(*problems) == before {
		r.fail(0, "import-broken/empty")
	}
	return in
}

// Packed reports a file that is an archive: a KMZ, or a workbook of Excel.
func Packed(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// A reader reads one file.
type reader struct {
	file     string
	text     []byte
	o        Options
	problems *diag.List
	rows     []row
	lines    lines
	table    bool // a table's datum is not told by its format

	undeclared int // positions in China without a datum
	first      diag.Place
	storied    diag.Place // of the first text that no route tells
}

// A row is one place of the file, before it is understood.
type row struct {
	at     diag.Place
	cells  []cell
	routes []ticket
}

// A cell is one value of a row.
type cell struct {
	column
	text string
	at   diag.Place
}

// A ticket is a row's place on a route.
type ticket struct {
	route string
	order float64
}

func (r *row) add(c column, text string, at diag.Place) {
	if text = strings.TrimSpace(text); text != "" {
		r.cells = append(r.cells, cell{c, text, at})
	}
}

// get is the row's cell of a key in the default language; nil without one.
func (r *row) get(key string) *cell {
	for i := range r.cells {
		if c := &r.cells[i]; c.key == key && c.lang == "" {
			return c
		}
	}
	return nil
}

// keep keeps a row; false when there are too many.
func (r *reader) keep(w row) bool {
	if len(r.rows) == most {
		r.problems.Add(w.at, "import-broken/many", most)
		return false
	}
	r.rows = append(r.rows, w)
	return true
}

func (r *reader) fail(offset int, key string, args ...any) {
	r.problems.Add(r.place(offset), key, args...)
}

func (r *reader) place(offset int) diag.Place { return r.lines.place(r.file, r.text, offset) }

// title is the file's name, for a route that has none.
func (r *reader) title() string {
	base := path.Base(r.file)
	return strings.TrimSuffix(base, path.Ext(base))
}

// understand turns rows into sites, and their tickets into routes.
func (r *reader) understand() Intake {
	var in Intake
	type stop struct {
		Stop
		order float64
	}
	stops := map[string][]stop{}
	known := map[string]int{}
	for i := range r.rows {
		w := &r.rows[i]
		s, ok := r.site(w)
		if !ok {
			continue
		}
		key := cmp.Or(s.ID, "\x00"+Fold(s.Name[0].Text))
		at, again := known[key]
		if again {
			r.fold(&in.Sites[at], &s)
		} else {
			at = len(in.Sites)
			known[key] = at
			in.Sites = append(in.Sites, s)
		}
		story := w.get("story")
		text := ""
		if story != nil {
			text = story.text
			if len(w.routes) == 0 && r.storied.Line == 0 {
				r.storied = story.at
			}
		}
		for _, t := range w.routes {
			if _, there := stops[t.route]; !there {
				in.Routes = append(in.Routes, Route{At: w.at, Title: t.route})
			}
			stops[t.route] = append(stops[t.route], stop{Stop{at, text}, t.order})
		}
	}
	for i := range in.Routes {
		all := stops[in.Routes[i].Title]
		slices.SortStableFunc(all, func(a, b stop) int { return cmp.Compare(a.order, b.order) })
		for _, s := range all {
			in.Routes[i].Stops = append(in.Routes[i].Stops, s.Stop)
		}
	}
	if r.undeclared > 0 {
		r.problems.Add(r.first, "import-datum", r.undeclared)
	}
	if r.storied.Line > 0 {
		r.problems.Add(r.storied, "import-left-out/story")
	}
	return in
}

// Same is how far apart two positions of one place may be, in metres: about
// what a phone is off beside a wall.
const Same = 30

// fold adds to a site what the file says of it again: an app writes a place
// as a waypoint and once more as a point of its route.
func (r *reader) fold(s, again *Site) {
	if s.Position == nil {
		s.Position = again.Position
	} else if p := again.Position; p != nil && geo.Distance(s.Position.Point, p.Point) > Same {
		r.problems.Add(again.At, "import-conflict/again", s.Name[0].Text, s.At.Line, int(geo.Distance(s.Position.Point, p.Point)))
	}
}

// Fold is a name in a form to compare: full-width letters and digits as a
// Chinese keyboard types them, capitals and spaces make no difference.
func Fold(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(narrow(name)), " "))
}

// narrow replaces full-width letters, digits and signs by those of ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0':
			return ' '
		case r == '−' || r == '–':
			return '-'
		case r == '。':
			return '.'
		case r == '、':
			return ','
		}
		return r
	}, s)
}
