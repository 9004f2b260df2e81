// Package intake reads places and routes out of files that other programs
// write: tables (CSV, Excel workbooks), GPX, KML, KMZ and GeoJSON.
//
// From the text of a file it makes sites of the model, each value with its place in
// the file, and routes if the file has an order. For every format, a reader makes
// rows of cells, and internal/schema determines how a cell becomes a value, so the
// ExtendedData of a KML file and the columns of a table have the same names and
// limits.
//
// The tables of texts next to photos have the same forms, and are also written here:
// what they lack is added, and nothing else changes.
//
// Every feature and row is accounted for: it becomes a site, or a problem at its
// place says why not. A value that cannot be used is left out with a warning, and
// its row is read; a value in other words than the format's (周一闭馆, 半小时) is
// converted and reported. It does not guess where a wrong guess could go unnoticed:
// a position in China without a datum, two numbers that could be swapped.
package intake

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// Options configure Read.
type Options struct {
	// Guide is the guide that receives the sites. Its languages, themes and
	// country are used.
	Guide *guide.Guide
	// Datum is the datum of positions that declare none. "" means that of the
	// format: WGS-84 for GPX, KML and GeoJSON, none for a table.
	Datum string
	// Sheet is the sheet of a workbook to read. "" means the first with places.
	Sheet string
}

// An Intake is the content of a file.
type Intake struct {
	Sites  []Site // in the file's order, without duplicates
	Routes []Route
	// Read counts the features, rows and tracks of the file, LeftOut those among them
	// that become no site. A problem reports each of these.
	Read, LeftOut int
}

// A Site is a site in the file.
type Site struct {
	// Site has its values. The id may be "". Location is not set; Position has the
	// position in the file.
	guide.Site
	Position    *Position             // nil without one
	Description guide.Text            // Markdown, for the site's page
	Rows        int                   // how many rows of the file are this site
	Places      map[string]diag.Place // of values, by their key in sites.toml
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
var Formats = []string{".csv", ".tsv", ".xlsx", ".gpx", ".kml", ".kmz", ".geojson", ".json"}

// Limits of a file. A guide of ten thousand sites is large.
const (
	Longest     = 32 << 20  // bytes
	most        = 20_000    // rows
	mostColumns = 1000      // cells of a row
	mostCells   = 2_000_000 // cells of a table
	mostRoutes  = 1000
)

// Read reads the text of a file, which is UTF-8, by the extension of its name. If
// there are errors among the problems, the intake has what could be read.
func Read(file string, text []byte, o Options, problems *diag.List) Intake {
	r := newReader(file, text, o, problems)
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
	return r.understand()
}

func newReader(file string, text []byte, o Options, problems *diag.List) *reader {
	return &reader{file: file, text: text, o: o, words: placeWords(), problems: problems, lines: diag.NewLines(file, text, 1), changed: map[string]*change{}, named: map[string]bool{}}
}

// A reader reads one file.
type reader struct {
	file     string
	text     []byte
	o        Options
	words    *vocabulary
	problems *diag.List
	rows     []row
	lines    *diag.Lines[[]byte]
	table    bool // the format does not imply a datum, and a place needs no position
	commas   bool // numbers may have a decimal comma
	at       diag.Place

	read, left int // features and rows
	declared   int // positions with a datum
	undeclared int // positions in China without a datum
	first      diag.Place
	linked     diag.Place // of the first network link
	changed    map[string]*change
	named      map[string]bool // names of values that no column has
	others     []string        // the first of them
	other      diag.Place
}

// A change is the first conversion of a column's values.
type change struct {
	at       diag.Place
	from, to string
	count    int
}

// A row is one site of the file as cells.
type row struct {
	at     diag.Place
	cells  []cell
	loose  []cell // under names that only end like a heading; used if no other cell has the key
	routes []ticket
	more   int // cells beyond mostColumns
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
	switch c.key {
	case "story", "description", "narration":
		text = strings.TrimSpace(text)
	case "opening_hours":
		text = joined(text, "; ")
	case "themes", "route", "sources":
		text = joined(text, "\n")
	default:
		text = joined(text, " ")
	}
	switch {
	case text == "" || slices.Contains(blanks, text):
	case len(r.cells) >= mostColumns:
		r.more++
	default:
		r.cells = append(r.cells, cell{c, text, at})
	}
}

// blanks are what editors write into a cell to show that it is empty, and what programs
// write where they have no value.
var blanks = []string{"-", "--", "—", "——", "/", "N/A", "n/a", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "NULL", "null"}

// joined returns a text without line breaks: one of them becomes the separator, and
// nothing between two Chinese characters if that is a space.
func joined(text, separator string) string {
	var b strings.Builder
	for line := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '\n' || c == '\r' || c == '\u2028' || c == '\v' }) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if b.Len() > 0 {
			last, _ := utf8.DecodeLastRuneInString(b.String())
			next, _ := utf8.DecodeRuneInString(line)
			if separator != " " || !wide(last) || !wide(next) {
				b.WriteString(separator)
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// wide reports whether a character is Chinese or a full-width punctuation mark.
func wide(c rune) bool {
	return unicode.Is(unicode.Han, c) || c >= '\u3000' && c <= '\u303f' || c >= '\uff01' && c <= '\uff5e'
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
	for _, c := range w.loose {
		if w.get(c.key) == nil {
			w.add(c.column, c.text, c.at)
		}
	}
	w.loose = nil
	if w.more > 0 {
		r.problems.Add(w.at, "import-left-out/values", w.more, mostColumns)
	}
	w.cells = slices.DeleteFunc(w.cells, func(c cell) bool {
		limit := mostCharacters(c.key)
		if len(c.text) <= limit {
			return false
		}
		n := utf8.RuneCountInString(c.text)
		if n > limit {
			r.problems.Add(c.at, "import-value/long", c.key, n, limit)
		}
		return n > limit
	})
	r.read++
	r.rows = append(r.rows, w)
	return true
}

// mostCharacters returns how many characters a cell has at most. A list is limited by its
// items instead.
func mostCharacters(key string) int {
	f := schema.Site.Field(key)
	switch {
	case key == "description":
		f = &schema.Field{Type: schema.Markdown}
	case key == "story":
		f = schema.Stop.Field(key)
	case key == "route", f != nil && f.List:
		return Longest
	case f == nil || f.MaxLength() == 0: // a position, hours, a number
		f = &schema.Field{Type: schema.Text}
	}
	return f.MaxLength()
}

// leave counts n features that become no site and reports why.
func (r *reader) leave(n int, at diag.Place, key string, args ...any) {
	r.read += n
	r.left += n
	r.problems.Add(at, key, args...)
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
	beyond := 0 // positions on routes of which there are too many
	known := map[string]int{}
	for i := range r.rows {
		w := &r.rows[i]
		s, ok := r.site(w)
		if !ok {
			r.left++
			continue
		}
		key := cmp.Or(s.ID, "\x00"+Fold(s.Name[0].Text))
		at, again := known[key]
		if again {
			if !addAgain(r, &in.Sites[at], &s, w) {
				r.left++
				continue
			}
		} else {
			at = len(in.Sites)
			known[key] = at
			in.Sites = append(in.Sites, s)
		}
		in.Sites[at].Rows++
		text := ""
		if story := w.get("story"); story != nil && len(w.routes) > 0 {
			text = story.text
		} else if story != nil {
			describe(r, &in.Sites[at], story)
		}
		for _, t := range w.routes {
			if _, there := stops[t.route]; !there {
				if len(in.Routes) == mostRoutes {
					beyond++
					continue
				}
				in.Routes = append(in.Routes, Route{At: w.at, Title: t.route})
			}
			stops[t.route] = append(stops[t.route], stop{Stop{at, text}, t.order})
		}
	}
	if beyond > 0 {
		r.problems.Add(in.Routes[mostRoutes-1].At, "import-left-out/routes", mostRoutes)
	}
	in.Routes = slices.DeleteFunc(in.Routes, func(route Route) bool {
		n, limit := len(stops[route.Title]), schema.Route.Field("stop").MaxItems()
		if n > limit {
			r.problems.Add(route.At, "import-left-out/stops", shortened(route.Title), n, limit)
			return true
		}
		n, limit = utf8.RuneCountInString(route.Title), schema.Route.Field("title").MaxLength()
		if n > limit {
			r.problems.Add(route.At, "import-value/long", "route", n, limit)
		}
		return n > limit
	})
	for i := range in.Routes {
		all := stops[in.Routes[i].Title]
		slices.SortStableFunc(all, func(a, b stop) int { return cmp.Compare(a.order, b.order) })
		for _, s := range all {
			in.Routes[i].Stops = append(in.Routes[i].Stops, s.Stop)
		}
	}
	switch {
	case r.undeclared > 0 && r.declared > 0:
		r.problems.Add(r.first, "import-datum/some", r.undeclared)
	case r.undeclared > 0:
		r.problems.Add(r.first, "import-datum", r.undeclared)
	}
	summarise(r)
	in.Read, in.LeftOut = r.read, r.left
	if errors, _ := r.problems.Count(); len(in.Sites) == 0 && errors == 0 {
		switch {
		case r.linked.Line > 0:
			r.problems.Add(r.linked, "import-broken/link")
		case r.at.File != "":
			r.problems.Add(r.at, "import-broken/empty")
		default:
			r.fail(0, "import-broken/empty")
		}
	}
	return in
}

// summarise reports what concerns many values in one problem each.
func summarise(r *reader) {
	for key, c := range r.changed {
		if c.count == 1 {
			r.problems.Add(c.at, "import-value/read", key, c.from, c.to)
		} else {
			r.problems.Add(c.at, "import-value/many", key, c.from, c.to, c.count)
		}
	}
	if n := len(r.named); n > 0 {
		r.problems.Add(r.other, "import-column/others", n, strings.Join(r.others, ", "))
	}
}

// converted notes that a value is read as another one.
func (r *reader) converted(c *cell, to string) {
	if known := r.changed[c.key]; known != nil {
		known.count++
		return
	}
	r.changed[c.key] = &change{c.at, c.text, to, 1}
}

// Same is the maximum distance of two positions of the same site in metres. It is
// about the error of a phone next to a wall.
const Same = 30

// addAgain adds the values of a second occurrence of a site: apps write a place as a
// waypoint and again as a point of a route. It returns false for another place of
// the same name.
func addAgain(r *reader, s, second *Site, w *row) bool {
	if p := second.Position; p != nil && s.Position != nil && geo.Distance(s.Position.Point, p.Point) > Same {
		r.problems.Add(second.At, "import-conflict/again", s.Name[0].Text, s.At.Line, int(geo.Distance(s.Position.Point, p.Point)))
		return false
	}
	if s.Position == nil {
		s.Position = second.Position
	}
	for _, p := range second.Description {
		if i := slices.IndexFunc(s.Description, func(q guide.Passage) bool { return q.Lang == p.Lang }); i < 0 {
			s.Description = append(s.Description, p)
		} else if first := s.Description[i]; Fold(first.Text) != Fold(p.Text) {
			r.problems.Add(p.At, "import-value/again", "description", p.Text, first.At.Line)
		}
	}
	for i := range w.cells {
		c := &w.cells[i]
		at, there := s.Places[c.key]
		switch {
		case siteFields.Pointer(&s.Site, c.key) == nil || c.key == "id" || c.key == "name" && c.lang == "":
		case !there || c.lang != "":
			r.value(s, c)
			s.Places[c.key] = c.at
		default:
			old, same := reflect.ValueOf(siteFields.Pointer(&s.Site, c.key)), reflect.ValueOf(siteFields.Pointer(&second.Site, c.key))
			if !same.Elem().IsZero() && valueText(old.Elem().Interface()) != valueText(same.Elem().Interface()) {
				r.problems.Add(c.at, "import-value/again", c.key, c.text, at.Line)
			}
		}
	}
	return true
}

// valueText returns a form of a field's value for comparison.
func valueText(v any) string {
	if t, ok := v.(guide.Text); ok {
		var all []string
		for _, p := range t {
			all = append(all, string(p.Lang)+"="+Fold(p.Text))
		}
		return strings.Join(all, "\n")
	}
	return fmt.Sprint(v)
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
