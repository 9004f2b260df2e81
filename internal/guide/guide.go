// Package guide is the model: what an editor's project holds, as plain values. It
// does no I/O and knows no file format; internal/load fills it, every later
// stage reads it, and nothing changes it after it is checked.
//
// A field with a toml tag receives the field of that name of internal/schema,
// which has its type, unit, limits and meaning; the comment here says what the
// zero value means where that is not "none".
package guide

import (
	"time"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/schema"
)

// A Guide is one project.
type Guide struct {
	Title     Text       `toml:"title"`
	BaseURL   string     `toml:"base_url"` // absolute, ends in "/"; "" when there is none yet
	BaseURLAt diag.Place `toml:"base_url,place"`
	Languages []Lang     `toml:"languages"` // at least one; the first is the default
	Timezone  string     `toml:"timezone"`  // "" means Asia/Shanghai when Country is CN, else UTC
	Country   string     `toml:"country"`
	Publisher Text       `toml:"publisher"`
	Licence   string     `toml:"licence"`
	Paper     string     `toml:"paper"` // never ""
	RawHTML   bool       `toml:"raw_html"`

	MapData    []string    `toml:"map_data"` // paths in the project
	PrintFonts []PrintFont `toml:"print_fonts"`
	Calendar   Calendar    `toml:"calendar"`

	Themes    []Theme
	Audiences []Audience
	Sites     []Site  // in the registry's order
	Routes    []Route // sorted by id
	Home      Document
	Pages     []Document // free pages, sorted by id
	Words     map[Lang]Words

	// Files are the pictures, recordings and other files below content/, by
	// path: what a page may refer to.
	Files map[string]File
	// Pictures are the pictures among Files, by path, as internal/photo surveyed
	// them; nil until then.
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
	Holidays []DateRange `toml:"holidays"`
	Workdays []Date      `toml:"workdays"` // weekend days that are worked instead
}

// A Theme groups sites and routes.
type Theme struct {
	At      diag.Place `toml:",place"`
	ID      string     `toml:"id"`
	Name    Text       `toml:"name"`
	Summary Text       `toml:"summary"`
	Colour  string     `toml:"colour"` // lower case; "" for the theme's default
}

// An Audience is who a route is for.
type Audience struct {
	At   diag.Place `toml:",place"`
	ID   string     `toml:"id"`
	Name Text       `toml:"name"`
	Pace float64    `toml:"pace"` // 0 means the built-in pace for this id, or an adult's
}

// A Site is one entry of the registry, with its page and photos.
type Site struct {
	At           diag.Place `toml:",place"`
	Order        int        // its position in the registry, from 0
	ID           string     `toml:"id"`
	Name         Text       `toml:"name"`
	Kind         string     `toml:"kind"` // "" is treated as "other"
	Protection   Text       `toml:"protection"`
	Themes       []string   `toml:"themes"`
	Location     *Location  `toml:"location"`
	Address      Text       `toml:"address"`
	OpeningHours string     `toml:"opening_hours"` // "" means unknown, never open
	OpeningAt    diag.Place `toml:"opening_hours,place"`
	// OpeningLiteral says that places inside OpeningHours can be counted from
	// OpeningAt, as of a Passage.
	OpeningLiteral bool          `toml:"opening_hours,literal"`
	LastEntry      time.Duration `toml:"last_entry"`
	Stay           time.Duration `toml:"stay"`
	Capacity       int           `toml:"capacity"`
	Admission      Text          `toml:"admission"`
	Access         Text          `toml:"access"`
	Phone          string        `toml:"phone"`
	Website        string        `toml:"website"`
	Sources        []string      `toml:"sources"`
	Halls          []Hall        `toml:"hall"`
	Document       Document      // its page in each language; Pages is empty when there is none
}

// Kinds are the kinds of sites, in the order in which lists show them.
var Kinds = schema.Site.Field("kind").Names()

// Modes are the ways to get from stop to stop.
var Modes = schema.Route.Field("mode").Names()

// A Hall is a room or exhibit inside a site, in walking order.
type Hall struct {
	At   diag.Place    `toml:",place"`
	ID   string        `toml:"id"`
	Name Text          `toml:"name"`
	Stay time.Duration `toml:"stay"`
	Text Text          `toml:"text"` // Markdown
}

// A Location is a position and how far it may be off.
type Location struct {
	At       diag.Place
	Point    geo.Point // WGS-84, whatever datum the editor wrote
	Accuracy float64   // metres; 0 means exact enough to walk to
}

// Approximate reports whether the position must be shown as a circle, not as a
// point: it may be off by more than 100 m.
func (l *Location) Approximate() bool { return l != nil && l.Accuracy > 100 }

// A Document is what an editor wrote in Markdown under one id: a page in each
// language it was written in, and the photos in its folder.
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
	Title   string                `toml:"title"`
	Summary string                `toml:"summary"`
	Themes  []string              `toml:"themes"`
	Draft   bool                  `toml:"draft"`
	Date    Date                  `toml:"date"`
	Cover   string                `toml:"cover"`
	Places  map[string]diag.Place // of front matter keys
	Empty   bool                  // there is nothing after the front matter
}

// A Photo is one picture of a gallery.
type Photo struct {
	At        diag.Place `toml:",place"` // its entry in photos.toml, else the file itself
	File      string     `toml:"file"`   // path in the project
	FileAt    diag.Place `toml:"file,place"`
	Alt       Text       `toml:"alt"`
	Caption   Text       `toml:"caption"`
	Narration Text       `toml:"narration"` // Markdown
	Credit    Text       `toml:"credit"`
	Licence   string     `toml:"licence"`
	Taken     Date       `toml:"taken"`
	Listed    bool       // photos.toml names it
}

// A File is something below content/ that is not a page.
type File struct {
	Size     int64 // bytes
	Modified int64 // nanoseconds since 1970; tells a cache whether to look again, never part of an output
}

// A Picture is what internal/photo read from one picture file. A file that is
// not a readable picture has none; the survey has reported it.
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

// Base returns the photo's file name without its folder.
func (p *Photo) Base() string {
	for i := len(p.File) - 1; i >= 0; i-- {
		if p.File[i] == '/' {
			return p.File[i+1:]
		}
	}
	return p.File
}
