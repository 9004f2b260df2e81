// Package guide contains the model: the content of a project as plain values. It
// does no I/O and does not depend on file formats: internal/load fills the model,
// the later stages read it, and nothing changes it after it has been checked.
//
// A field with a toml tag receives the field of that name in internal/schema, which
// declares its type, unit, limits and meaning. The comment here describes the zero
// value where it does not mean "none".
package guide

import (
	"sync"
	"time"

	"wayside/internal/cite"
	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/schema"
)

// A Guide is one project.
type Guide struct {
	Title     Text       `toml:"title"`
	BaseURL   string     `toml:"base_url"` // absolute, ends in "/"; "" if there is none yet
	BaseURLAt diag.Place `toml:"base_url,place"`
	Languages []Lang     `toml:"languages"` // at least one; the first is the default
	Timezone  string     `toml:"timezone"`  // "" means Asia/Shanghai if Country is CN, otherwise UTC
	Country   string     `toml:"country"`
	Publisher Text       `toml:"publisher"`
	Licence   string     `toml:"licence"`
	Paper     string     `toml:"paper"` // never ""
	RawHTML   bool       `toml:"raw_html"`
	Convert   Conversion `toml:"convert"`

	MapData    []string    `toml:"map_data"` // paths in the project
	PrintFonts []PrintFont `toml:"print_fonts"`
	Calendar   Calendar    `toml:"calendar"`

	PhotoSettings PhotoSettings `toml:"photos"`
	Brand         Brand         `toml:"brand"`
	Footer        Footer        `toml:"footer"`

	Themes    []Theme
	Audiences []Audience
	Standards []Goal
	Notices   []Notice // in the registry's order
	Sites     []Site   // in the registry's order
	Routes    []Route  // sorted by id
	Home      Document
	Pages     []Document           // free pages, sorted by id
	People    []Person             // and terms, sorted by id
	Events    []Event              // sorted by id
	Series    []Series             // sorted by id
	Sources   map[string]cite.Item // of content/sources.json, by key
	Words     map[Lang]Words
	Wordings  []Wording // in the order of content/terms.toml
	// SourcesBroken reports that Sources lacks some, as the loader has reported.
	SourcesBroken bool

	// Files are the pictures, recordings and other files below content/ to which
	// a page may refer, by path.
	Files map[string]File
	// Recordings are the recordings and videos among Files, by path.
	Recordings map[string]Recording
	// Pictures are the pictures among Files, by path, as internal/photo surveyed
	// them; nil until then.
	Pictures map[string]Picture

	index index
}

// Zone returns the guide's time zone.
func (g *Guide) Zone() *time.Location {
	name := g.Timezone
	if name == "" && g.Country == "CN" {
		name = "Asia/Shanghai"
	}
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, zone)
	return zone
}

// zones are the time zones that have been loaded, by name: each date of an event asks for
// one, and time.LoadLocation reads the system's file every time.
var zones sync.Map

// A PrintFont is a font file for PDFs.
type PrintFont struct {
	Path string // in the project
	At   diag.Place
}

// A Brand is what the guide of an institution looks like.
type Brand struct {
	Logo     Logo       // Width 0 for none
	LogoDark Logo       // of dark pages; Width 0 for the same
	LogoPath string     `toml:"logo"` // in the project
	LogoAt   diag.Place `toml:"logo,place"`
	DarkPath string     `toml:"logo_dark"`
	DarkAt   diag.Place `toml:"logo_dark,place"`
	Accent   string     `toml:"accent"` // lower case; "" for that of the theme
	AccentAt diag.Place `toml:"accent,place"`
	Headings string     `toml:"headings"` // never ""
	Home     string     `toml:"home"`     // never ""
}

// A Logo is a picture in static/.
type Logo struct {
	Address       string // in the published folder
	Width, Height int    // in pixels, or the proportions of an SVG
}

// A Footer is what every page ends with.
type Footer struct {
	ICP     string       `toml:"icp"`
	Police  string       `toml:"police"`
	Contact Text         `toml:"contact"`
	Links   []FooterLink `toml:"links"`
}

// A FooterLink is a link at the end of every page.
type FooterLink struct {
	Text Text   `toml:"text"`
	URL  string `toml:"url"`
}

// PhotoSettings say how photos are read and published.
type PhotoSettings struct {
	IIIF bool `toml:"iiif"`
}

// Calendar lists the days that opening hours call PH.
type Calendar struct {
	Holidays []DateRange `toml:"holidays"`
	Workdays []Date      `toml:"workdays"` // weekend days that are working days
}

// A Wording is how something is written in the guide.
type Wording struct {
	At  diag.Place `toml:",place"`
	Use string     `toml:"use"`
	Not []string   `toml:"not"`
	Why string     `toml:"why"`
}

// A Theme groups sites and routes.
type Theme struct {
	At      diag.Place `toml:",place"`
	ID      string     `toml:"id"`
	Former  []string   `toml:"former"` // the ids that it had before
	Name    Text       `toml:"name"`
	Summary Text       `toml:"summary"`
	Colour  string     `toml:"colour"` // lower case; "" for the theme's default

	FormerAt diag.Place `toml:"former,place"`
}

// An Audience is a group of people for whom a route is written.
type Audience struct {
	At   diag.Place `toml:",place"`
	ID   string     `toml:"id"`
	Name Text       `toml:"name"`
	Pace float64    `toml:"pace"` // 0 means the built-in pace for this id, or an adult's
	// EndBy is since midnight, and LongestDay is from the first arrival to the last
	// departure; 0 means the built-in value for this id, or an adult's.
	EndBy      time.Duration `toml:"end_by"`
	LongestDay time.Duration `toml:"longest_day"`
	StepFree   bool          `toml:"step_free"` // its routes avoid steps
	StepFreeAt diag.Place    `toml:"step_free,place"`
	Summary    Text          `toml:"summary"`
}

// A Notice is a change from one day to another, of a site, of a route, or of the
// whole guide if it has neither.
type Notice struct {
	At           diag.Place `toml:",place"`
	Site         string     `toml:"site"`
	SiteAt       diag.Place `toml:"site,place"`
	Hall         string     // "" for the site as a whole
	Route        string     `toml:"route"`
	RouteAt      diag.Place `toml:"route,place"`
	From         Date       `toml:"from"`
	Until        Date       `toml:"until"` // the last day; the zero Date: until further notice
	UntilAt      diag.Place `toml:"until,place"`
	Text         Text       `toml:"text"`
	Closed       bool       `toml:"closed"`
	OpeningHours string     `toml:"opening_hours"` // "": as usual, unless Closed
	OpeningAt    diag.Place `toml:"opening_hours,place"`
	// OpeningLiteral is as in Site.
	OpeningLiteral bool `toml:"opening_hours,literal"`
}

// Holds reports whether the notice applies to a day.
func (n *Notice) Holds(d Date) bool {
	return !d.Before(n.From) && (n.Until.IsZero() || !n.Until.Before(d))
}

// A Site is one entry of the registry, with its page and photos.
type Site struct {
	At           diag.Place `toml:",place"`
	Order        int        // its position in the registry, from 0
	ID           string     `toml:"id"`
	Former       []string   `toml:"former"` // the ids that it had before
	FormerAt     diag.Place `toml:"former,place"`
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
	StepFree       bool          `toml:"step_free"`
	Phone          string        `toml:"phone"`
	Website        string        `toml:"website"`
	Draft          bool          `toml:"draft"` // HideDrafts makes its Document a draft
	Sources        []string      `toml:"sources"`
	Plans          []Plan        `toml:"plan"`
	Halls          []Hall        `toml:"hall"`
	Misplaced      bool          // it has a location that could not be read, as the loader has reported
	Document       Document      // its page in each language; Pages is empty if there is none
}

// Kinds are the kinds of sites, in the order in which lists show them.
var Kinds = schema.Site.Field("kind").Names()

// Modes are the ways to get from stop to stop.
var Modes = schema.Stop.Field("by").Names()

// AtHome is the mode of a route that is followed at home.
const AtHome = schema.AtHome

// A Hall is a hall or exhibit inside a site, in walking order.
type Hall struct {
	At       diag.Place    `toml:",place"`
	ID       string        `toml:"id"`
	Name     Text          `toml:"name"`
	Number   int           `toml:"number"` // on its label; 0: none
	NumberAt diag.Place    `toml:"number,place"`
	Stay     time.Duration `toml:"stay"`
	Capacity int           `toml:"capacity"` // people at once; 0: not known
	Text     Text          `toml:"text"`     // Markdown
	// Audio is the path in the project of a recording of the text, once it is loaded; ""
	// if there is no such file.
	Audio   string     `toml:"audio"`
	AudioAt diag.Place `toml:"audio,place"`
	Plans   []Plan     `toml:"plan"`
}

// A Location is a position with its accuracy.
type Location struct {
	At       diag.Place
	Point    geo.Point // WGS-84, whatever datum the editor wrote
	Accuracy float64   // metres; 0 means exact enough to walk to
}

// Approximate reports whether the position may be off by more than 100 m, so that it
// must be shown as a circle and not as a point.
func (l *Location) Approximate() bool { return l != nil && l.Accuracy > 100 }

// A Document is what an editor wrote in Markdown under one id: a page in each
// language it was written in, and the photos in its folder.
type Document struct {
	ID     string // a site's id, or a page's name; "index" for the home page
	Dir    string // the folder to which its paths are relative
	Pages  []Page // the default language first
	Photos []Photo
	Folder bool // the folder form, content/sites/<id>/index.md
	Draft  bool // none of its pages is published
}

// A Page is one Markdown file. Its body stays on disk until it is rendered.
type Page struct {
	At      diag.Place // the file's first line
	Lang    Lang
	From    Lang                  // the language from which it is converted; "" if it was written
	Title   string                `toml:"title"`
	Former  []string              `toml:"former"` // the ids that it had before
	Summary string                `toml:"summary"`
	Themes  []string              `toml:"themes"`
	Draft   bool                  `toml:"draft"`
	Date    Date                  `toml:"date"`
	Cover   string                `toml:"cover"`
	Places  map[string]diag.Place // of front matter keys
	Empty   bool                  // there is nothing after the front matter
	Broken  bool                  // the front matter could not be read in full: it may have more
	// Particulars are nil except for people and terms.
	Particulars *Particulars
	// Event is nil except for events.
	Event *EventDetails
	// Series is nil except for series.
	Series *SeriesDetails
	// People are the ids in the body's links to people and terms.
	People []string
	// Years and Lifespans are what the body says of years.
	Years     []Year
	Lifespans []Lifespan
	// Placeholders are the texts of the body that new wrote and nobody replaced.
	Placeholders []Passage
}

// A Photo is one picture of a gallery.
type Photo struct {
	At        diag.Place `toml:",place"` // its entry in photos.toml, or the file if it has none
	File      string     `toml:"file"`   // path in the project
	FileAt    diag.Place `toml:"file,place"`
	Number    int        `toml:"number"` // on its label; 0: none
	NumberAt  diag.Place `toml:"number,place"`
	Alt       Text       `toml:"alt"`
	Caption   Text       `toml:"caption"`
	Narration Text       `toml:"narration"` // Markdown
	Credit    Text       `toml:"credit"`
	Licence   string     `toml:"licence"`
	Taken     Date       `toml:"taken"`
	Listed    bool       // whether photos.toml lists it
}

// A File is a file below content/ that is not a page.
type File struct {
	Size     int64 // bytes
	Modified int64 // nanoseconds since 1970; likewise Changed; for caches, never part of an output
	Changed  int64 // of the entry on the disk; 0 if unknown
}

// A Picture describes a picture file, as read by internal/photo. A file that cannot
// be read as a picture has none; the survey has reported it.
type Picture struct {
	Hash          string    // of the file's bytes, hexadecimal
	Format        string    // of the file: "jpeg" or "png"
	Copies        string    // of its published copies: a photograph kept as PNG is published as JPEG
	Width, Height int       // pixels, upright
	Look          uint64    // what it looks like: the copies of a photo differ in few bits; 0 if it has no details
	Placeholder   string    // a data: URL of a few hundred bytes
	Variants      []Variant // as published, the narrowest first; at least one
	Caption       string    // from the file's IPTC or XMP metadata, like the four below
	Credit        string
	Licence       string
	Copyright     string // the notice in the file
	Taken         Date
}

// A Cover is a picture with a title on it, which a chat shows of a link.
type Cover struct {
	Address     string // of its file, in the published folder
	File        string // the photo
	Picture     Picture
	Title, Line string
	Accent      string // the colour of its lower edge, such as "#8a1f1f"; "" for none
}

// A Poster is a picture that leads to a page, with a QR code of its address.
type Poster struct {
	File    string  // the photo; "" for none
	Picture Picture // of that file
	Title   string
	Line    string // facts
	Name    string // of the guide
	Hint    string // what to do with the code
	Address string // the page's absolute address
	Typed   string // the same as readers would type it
	Accent  string // as that of a Cover
}

// Has reports whether a point, in pixels of the upright picture, is on it.
func (p *Picture) Has(at geo.Pixel) bool {
	return at.X >= 0 && at.Y >= 0 && at.X <= float64(p.Width) && at.Y <= float64(p.Height)
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
