// Package intake reads places and routes out of files that other programs
// write: tables (CSV), GPX, KML and GeoJSON.
//
// From the text of a file it makes sites of the model, each value with its place in
// the file, and routes if the file has an order. For every format, a reader makes
// rows of cells, and internal/schema determines how a cell becomes a value, so the
// ExtendedData of a KML file and the columns of a table have the same names and
// limits.
//
// It does not guess where a wrong guess could go unnoticed: a position in China
// without a datum, two numbers that could be swapped, an unknown kind of site.
// Other data in the file is reported and left out.
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

// Options configure Read.
type Options struct {
	// Guide is the guide that receives the sites. Its languages, themes and
	// country are used.
	Guide *guide.Guide
	// Datum is the datum of positions that declare none. "" means that of the
	// format: WGS-84 for GPX, KML and GeoJSON, none for a table.
	Datum string
}

// An Intake is the content of a file.
type Intake struct {
	Sites  []Site // in the file's order, without duplicates
	Routes []Route
}

// A Site is a site in the file.
type Site struct {
	// Site has its values. The id may be "". Location is not set; Position has the
	// position in the file.
	guide.Site
	Position *Position             // nil without one
	Places   map[string]diag.Place // of values, by their key in sites.toml
}

// A Position is a position as written in the file.
type Position struct {
	Lat, Lon string // as TOML numbers, with the digits of the file if they are valid TOML
	Datum    string // one of geo.Datums; "" for WGS-84
	Accuracy string // in metres, as a TOML number; "" for none
	Point    geo.Point
}

// A Route is an order of some of the file's sites.
type Route struct {
	At    diag.Place
	Title string
	Stops []Stop
}

// A Stop is one site of a route.
type Stop struct {
	Site  int    // index of Intake.Sites
	Story string // its description in the file; "" if there is none
}

// Formats are the extensions of files that can be read.
var Formats = []string{".csv", ".tsv", ".gpx", ".kml", ".geojson", ".json"}

// Limits of a file. A guide of ten thousand sites is large.
const (
	Longest = 32 << 20 // bytes
	most    = 20_000   // rows
)

// Read reads the text of a file, which is UTF-8, by the extension of its name. If
// there are errors among the problems, the intake has what could be read.
func Read(file string, text []byte, o Options, problems *diag.List) Intake {
	r := reader{file: file, text: text, o: o, problems: problems, lines: diag.NewLines(file, text, 1)}
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

// Packed reports whether a file is an archive: a KMZ, or an Excel workbook.
func Packed(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// A reader reads one file.
type reader struct {
	file     string
	text     []byte
	o        Options
	problems *diag.List
	rows     []row
	lines    *diag.Lines[[]byte]
	table    bool // the format does not imply a datum

	undeclared int // positions in China without a datum
	first      diag.Place
	storied    diag.Place // of the first story without a route
}

// A row is one site of the file as cells.
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

// A ticket is a row's position on a route.
type ticket struct {
	route string
	order float64
}

func (r *row) add(c column, text string, at diag.Place) {
	if text = strings.TrimSpace(text); text != "" {
		r.cells = append(r.cells, cell{c, text, at})
	}
}

// get returns the row's cell of a key in the default language, or nil.
func (r *row) get(key string) *cell {
	for i := range r.cells {
		if c := &r.cells[i]; c.key == key && c.lang == "" {
			return c
		}
	}
	return nil
}

// keep adds a row. It returns false if there are too many.
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

func (r *reader) place(offset int) diag.Place { return r.lines.Place(offset) }

// title returns the file's name without extension, for a route without a name.
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
			r.again(&in.Sites[at], &s)
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

// Same is the maximum distance of two positions of the same site in metres. It is
// about the error of a phone next to a wall.
const Same = 30

// again adds the values of a second occurrence of a site: apps write a place as a
// waypoint and again as a point of a route.
func (r *reader) again(s, second *Site) {
	if s.Position == nil {
		s.Position = second.Position
	} else if p := second.Position; p != nil && geo.Distance(s.Position.Point, p.Point) > Same {
		r.problems.Add(second.At, "import-conflict/again", s.Name[0].Text, s.At.Line, int(geo.Distance(s.Position.Point, p.Point)))
	}
}

// Fold returns a form of a name for comparison, in which full-width characters, case
// and spaces make no difference.
func Fold(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(narrow(name)), " "))
}

// narrow replaces full-width letters, digits and punctuation with ASCII.
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
