// Package schema declares the project format once: every table and field of
// sites.toml, routes/*.toml, photos.toml and the front matter of pages.
//
// A row of a table says what a field is called, what it holds, within which
// limits, and what it means in English and Chinese. load decodes and validates
// with the rows, import takes its columns and limits from them, merge writes
// fields in their order, `wayside schema` prints them as JSON Schema, and
// docs/format.md is generated from them. A struct of internal/guide receives a
// field through its tag: `toml:"capacity"`. The package holds plain values, reads
// no file, and knows no struct.
package schema

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Type is what a field holds. The comment gives its form in TOML.
type Type uint8

const (
	String      Type = iota // a string
	Text                    // a string in the default language, or a table of strings by language
	Markdown                // a Text in Markdown
	ID                      // a string of lower-case ASCII letters, digits and hyphens
	Enum                    // a string that is one of Values
	Whole                   // an integer from Min to Max
	Number                  // a number from Min to Max
	Latitude                // a number from -90 to 90; internal/check recognises exchanged ones
	Longitude               // a number from -180 to 180
	Bool                    // true or false
	Duration                // a string such as "1h30m", of whole minutes
	Date                    // a local date
	PartialDate             // a year, an integer; a month, a string such as "1898-11"; or a local date
	Moment                  // a local date and time, or a local date for a whole day
	DateRange               // a string such as "2026-10-01/2026-10-07" or "2026-10-01", or a local date
	TimeOfDay               // a local time
	Hours                   // a string in the OpenStreetMap syntax of opening hours
	Phone                   // a string
	URL                     // a string that begins with https:// or http://
	BaseURL                 // a URL without ? and #
	Identity                // a string, an item of Wikidata such as "Q1001", or a URL
	Colour                  // a string such as "#8a1f1f"
	Language                // a string, a BCP 47 code such as "zh-Hans"
	TimeZone                // a string, an IANA name
	Country                 // a string of two capital letters, ISO 3166-1
	Path                    // a string, the path of a file below Dir
	Ref                     // a string, the id of what Refers names
	Answer                  // the answer to a question, whose form depends on the question's kind
	Sub                     // a table
)

// Words are a text in the languages of messages and documentation.
type Words struct{ EN, ZH string }

// A Field is one key of a table.
type Field struct {
	Key      string
	Type     Type
	List     bool    // an array of values; of a Sub, repeated tables
	Required bool    // its absence is an error
	Min, Max float64 // of a Whole or Number, both included; both 0 for no limits
	Unit     Words   // of a number, "" for none
	Longest  int     // characters of a text; 0 for the limit of its type, see MaxLength
	Most     int     // items of a List; 0 for the usual limit, see MaxItems
	Least    int     // items of a List that is written
	Values   []Value // of an Enum
	Default  string  // what applies without the key, in TOML; "" for nothing
	Refers   string  // of a Ref: "theme", "audience", "route", "event", "site", "site/hall" for a site or a hall in one, or "hall" for a hall of the table's site
	Dir      string  // of a Path: the folder it starts from
	Table    *Table  // of a Sub
	// Private means that the value is never part of the website, nor is anything below
	// a Sub. A test of cmd/wayside fills every private field and reads what is published.
	Private bool
	Doc     Words  // a sentence or two, without the type, limits and default
	Example string // a value in TOML
	// Also lists other words for the key that an editor may write, folded and
	// separated by spaces, for the message that names the key.
	Also string
	// Headings are the names of its column in an imported table, separated by
	// spaces, folded and without spaces inside; "" where tables cannot fill it.
	// The first English and the first Chinese one are documented.
	Headings string
	// Endings are words that make any heading that ends in them this column, in the
	// same form: 名称 for 旧址名称, lng for "geo_lng".
	Endings string
}

// Heading returns the documented name of the field's column in a table, in English or
// in Chinese, "" for none.
func (f *Field) Heading(chinese bool) string {
	for name := range strings.FieldsSeq(f.Headings) {
		if r, _ := utf8.DecodeRuneInString(name); (r >= utf8.RuneSelf) == chinese {
			return name
		}
	}
	return ""
}

// A Value is one value of an Enum.
type Value struct {
	Name  string
	Label Words
	Words string // other words for it, separated by spaces, folded and without spaces and hyphens inside
}

// A Table is a TOML table: a list of fields in the order of documentation.
type Table struct {
	Name   string // of its things in messages, a term of internal/diag: "site"
	Label  Words
	Doc    Words
	Inline bool // written on one line, in braces
	Fields []Field
	// One lists keys of which a table has exactly one, NotBoth two of which it has at
	// most one. internal/load and internal/check report them in words of their own.
	One, NotBoth []string
}

// Field returns the field with a key, nil when there is none.
func (t *Table) Field(key string) *Field {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return nil
	}
	return &t.Fields[i]
}

// Keys returns the keys of the table in its order.
func (t *Table) Keys() []string {
	keys := make([]string, len(t.Fields))
	for i := range t.Fields {
		keys[i] = t.Fields[i].Key
	}
	return keys
}

// Names returns the values of an Enum.
func (f *Field) Names() []string { return names(f.Values) }

func names(values []Value) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = v.Name
	}
	return all
}

// DefaultString returns the default of a string, "" for none.
func (f *Field) DefaultString() string { return strings.Trim(f.Default, `"`) }

// Limited reports whether a number has limits.
func (f *Field) Limited() bool { return f.Min != 0 || f.Max != 0 }

// Range returns a number's limits for a message, with the unit as it follows a
// number.
func (f *Field) Range() (low, high string, unit Words) {
	if unit = f.Unit; unit.EN != "" {
		unit.EN = " " + unit.EN
	}
	return strconv.FormatFloat(f.Min, 'f', -1, 64), strconv.FormatFloat(f.Max, 'f', -1, 64), unit
}

// Blank reports whether an empty string of this type means that there is no
// value: an editor keeps the key and fills it in later.
func (t Type) Blank() bool {
	switch t {
	case ID, Whole, Number, Latitude, Longitude, Bool, Date, PartialDate, Moment, TimeOfDay, Answer, Sub:
		return false
	}
	return true
}

// most is the largest whole number that a field takes: more is a mistyped one.
const most = 1_000_000

// numberField returns the field for the number on a label.
func numberField(doc Words) Field {
	return Field{Key: "number", Type: Whole, Min: 1, Max: labelMost, Example: "12", Also: "编号", Headings: "number 展牌号 展牌编号 label", Doc: doc}
}

// formerField returns the field for the ids that a thing had before.
func formerField(doc Words) Field {
	return Field{Key: "former", Also: "旧编号 曾用编号 原编号 aliases alias", Type: ID, List: true, Example: `["old-id"]`, Doc: doc}
}

// A File is a kind of file that the format describes.
type File struct {
	Name  string // the argument of `wayside schema`
	Path  string // where it is in a project
	Label Words
	Root  *Table
}

// Files are all kinds of files, in the order of documentation.
var Files = []File{
	{"sites", "sites.toml", Words{"The guide and its sites", "指南与地点"}, &Registry},
	{"route", "routes/<id>.toml", Words{"A route", "路线"}, &Route},
	{"photos", "content/sites/<id>/photos/photos.toml", Words{"The photos of a site", "地点的照片"}, &Photos},
	{"terms", "content/terms.toml", Words{"The words of the guide", "用词表"}, &Terms},
	{"page", "content/**/*.md", Words{"The front matter of a page", "页面开头的设置"}, &Page},
	{"person", "content/people/*.md", Words{"The front matter of a person or a term", "人物或名词的设置"}, &Person},
	{"event", "content/programme/*.md", Words{"The front matter of an event", "活动的设置"}, &Event},
	{"series", "content/series/*.md", Words{"The front matter of a series", "系列的设置"}, &Series},
	{"visits", "visits.toml", Words{"The bookings of groups", "团体预约登记"}, &Visits},
}

// TableOf returns the schema of a TOML file or of the front matter of a page; nil for a file
// that is not part of a guide.
func TableOf(file string) *Table {
	switch dir, base := path.Split(file); {
	case strings.HasPrefix(file, "content/people/") && path.Ext(file) == ".md":
		return &Person
	case strings.HasPrefix(file, "content/programme/") && path.Ext(file) == ".md":
		return &Event
	case strings.HasPrefix(file, "content/series/") && path.Ext(file) == ".md":
		return &Series
	case path.Ext(file) == ".md":
		return &Page
	case base == "photos.toml":
		return &Photos
	case dir == "routes/":
		return &Route
	}
	for _, f := range Files {
		if f.Path == file {
			return f.Root
		}
	}
	return nil
}
