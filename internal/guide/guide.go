// Package guide is the model: what an editor's project says, as plain
// values. It does no I/O and knows no file format; internal/load fills it,
// every later stage reads it, and nobody changes it after it is checked.
//
// Names follow FORMAT: a field here is the key of the same name there unless
// its comment says otherwise. A field that FORMAT does not require has a
// useful zero value, which the comment states when it is not "none".
package guide

import (
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
)

// A Guide is one project.
type Guide struct {
	Title     Text
	BaseURL   string // absolute, ends in "/"; "" when the editor has none yet
	BaseURLAt diag.Place
	Languages []Lang // at least one; the first is the default
	Timezone  string // IANA name; "" means Asia/Shanghai when Country is CN, else UTC
	Country   string // ISO 3166-1 alpha-2, upper case
	Publisher Text
	Licence   string // of the guide's own texts
	Paper     string // "A4" (default) or "Letter"
	RawHTML   bool   // raw HTML in Markdown is passed through

	MapData    []string // OpenStreetMap extracts, paths in the project
	PrintFonts []PrintFont
	Calendar   Calendar

	Themes    []Theme
	Audiences []Audience
	Sites     []Site  // in the registry's order
	Routes    []Route // sorted by id
	Home      Document
	Pages     []Document // free pages, sorted by id
	Words     map[Lang]Words

	// Files are the pictures, recordings and other files that lie under
	// content/, by path: what a page may refer to.
	Files map[string]File
	// Pictures are the files of Files that are pictures, by path, as the
	// photo room surveyed them; nil until then.
	Pictures map[string]Picture

	index index
}

// A PrintFont is a font file that PDFs are printed with.
type PrintFont struct {
	Path string // in the project
	At   diag.Place
}

// Calendar lists the days that opening hours call PH.
type Calendar struct {
	Holidays []DateRange
	Workdays []Date // weekend days that are worked instead
}

// A Theme groups sites and routes.
type Theme struct {
	At      diag.Place
	ID      string
	Name    Text
	Summary Text
	Colour  string // "#rrggbb", lower case; "" for the theme's default
}

// An Audience is who a route is for.
type Audience struct {
	At   diag.Place
	ID   string
	Name Text
	Pace float64 // walking, km/h; 0 means the built-in pace for this id, or an adult's
}

// A Site is one entry of the registry, with its page and photos.
type Site struct {
	At           diag.Place
	Order        int // its place in the registry, from 0
	ID           string
	Name         Text
	Kind         string // one of Kinds; "" is treated as "other"
	Protection   Text
	Themes       []string
	Location     *Location // nil when the editor gave none
	Address      Text
	OpeningHours string // the OpenStreetMap syntax; "" means unknown, never open
	OpeningAt    diag.Place
	// OpeningLiteral says that places inside OpeningHours can be counted from
	// OpeningAt, as of a Passage.
	OpeningLiteral bool
	LastEntry      time.Duration // before closing
	Stay           time.Duration // a usual visit; 0 unknown
	Capacity       int           // people at once; 0 unknown
	Admission      Text
	Access         Text
	Phone          string
	Website        string
	Sources        []string
	Halls          []Hall
	Document       Document // its page in each language; Pages is empty when there is none
}

// Kinds are the kinds a site can be of, in the order lists show them.
var Kinds = []string{"memorial", "museum", "monument", "cemetery", "battlefield", "residence", "town", "landscape", "other"}

// Modes are the ways to get from stop to stop.
var Modes = []string{"walk", "cycle", "coach", "drive", "metro", "ferry"}

// A Hall is a room or exhibit inside a site, in walking order.
type Hall struct {
	At   diag.Place
	ID   string
	Name Text
	Stay time.Duration
	Text Text // Markdown
}

// A Location is a position and how far it may be off.
type Location struct {
	At       diag.Place
	Point    geo.Point // WGS-84, whatever datum the editor wrote
	Accuracy float64   // metres; 0 means exact enough to walk to
}

// Approximate reports whether the position must be shown as a circle of
// doubt, not as a point: off by more than 100 m.
func (l *Location) Approximate() bool { return l != nil && l.Accuracy > 100 }

// A Document is what an editor wrote in Markdown under one id: a page in
// each language it was written in, and the photos that lie beside it.
type Document struct {
	ID     string // a site's id, a free page's name; "index" for home
	Dir    string // the folder its relative paths start from
	Pages  []Page // the default language first
	Photos []Photo
	Folder bool // the folder form, content/sites/<id>/index.md
	Draft  bool // nothing of it is published
}

// A Page is one Markdown file. Its body stays on disk until it is rendered.
type Page struct {
	At      diag.Place // the file's first line
	Lang    Lang
	Title   string
	Summary string
	Themes  []string
	Draft   bool
	Date    Date // the zero Date when not given
	Cover   string
	Places  map[string]diag.Place // of front matter keys
	Empty   bool                  // there is nothing after the front matter
}

// A Photo is one picture of a gallery.
type Photo struct {
	At        diag.Place // its entry in photos.toml, else the file itself
	File      string     // path in the project
	Alt       Text
	Caption   Text
	Narration Text // Markdown
	Credit    Text
	Licence   string
	Taken     Date
	Listed    bool // photos.toml names it
}

// A File is something under content/ that is no page.
type File struct {
	Size     int64 // bytes
	Modified int64 // nanoseconds since 1970; tells a cache whether to look again, never part of an output
}

// A Picture is what the photo room read from one picture file. A file that
// is no readable picture has none; the survey has reported it.
type Picture struct {
	Hash          string    // of the file's bytes, hexadecimal
	Format        string    // of the file: "jpeg" or "png"
	Copies        string    // of its published copies: a photograph kept as PNG is published as JPEG
	Width, Height int       // pixels, upright
	Placeholder   string    // a data: address of a few hundred bytes
	Variants      []Variant // as published, the narrowest first; at least one
	Caption       string    // from the file's own IPTC or XMP, as the three below
	Credit        string
	Licence       string
	Taken         Date
}

// A Variant is one published size of a picture.
type Variant struct {
	Address       string // in the published folder
	Width, Height int    // pixels
}

// Base is the photo's file name without its folder.
func (p *Photo) Base() string {
	for i := len(p.File) - 1; i >= 0; i-- {
		if p.File[i] == '/' {
			return p.File[i+1:]
		}
	}
	return p.File
}
