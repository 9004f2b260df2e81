// Package cms makes configurations of content management systems that edit a guide's
// Markdown pages in the browser: the front matter is declared by internal/schema, and
// the languages, themes and pages are those of the guide.
//
// TOML files are left out. These systems write a whole file anew, without the comments,
// the order and the spelling of an editor; a front matter is a few lines, a registry is
// what people maintain.
package cms

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/schema"
)

// Systems are the names of the systems.
var Systems = []string{"sveltia", "decap"}

// Config returns the configuration for a system as JSON, which is YAML, too, and the files
// that are left out because the system would show them empty and then write them empty; ok
// is false for an unknown system. front returns the front matter of a file, and pick chooses
// the language of labels and hints.
func Config(system string, g *guide.Guide, front func(file string) string, pick func(schema.Words) string) (config []byte, left []string, ok bool) {
	m := maker{guide: g, front: front, pick: pick}
	c := &configuration{
		Backend:     backend{Name: "github", Repo: "OWNER/REPOSITORY", Branch: "main"},
		MediaFolder: "static", PublicFolder: "/",
	}
	switch system {
	case "sveltia":
		m.sveltia(c)
	case "decap":
		m.decap(c)
	default:
		return nil, nil, false
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(c); err != nil {
		return nil, nil, false
	}
	return b.Bytes(), m.left, true
}

// A configuration is what both systems read. Their documentation says what members mean.
type configuration struct {
	Backend      backend      `json:"backend"`
	LocalBackend bool         `json:"local_backend,omitempty"`
	MediaFolder  string       `json:"media_folder"`
	PublicFolder string       `json:"public_folder"`
	I18n         *i18n        `json:"i18n,omitempty"`
	Output       *output      `json:"output,omitempty"`
	Collections  []collection `json:"collections"`
}

type backend struct {
	Name   string `json:"name"`
	Repo   string `json:"repo"`
	Branch string `json:"branch"`
}

type i18n struct {
	Structure   string       `json:"structure"`
	Locales     []guide.Lang `json:"locales"`
	Default     guide.Lang   `json:"default_locale"`
	Initial     []guide.Lang `json:"initial_locales"`
	OmitDefault bool         `json:"omit_default_locale_from_file_path"`
}

type output struct {
	OmitEmpty bool `json:"omit_empty_optional_fields"`
}

type collection struct {
	Name         string  `json:"name"`
	Label        string  `json:"label"`
	Folder       string  `json:"folder,omitempty"`
	Path         string  `json:"path,omitempty"`
	Create       bool    `json:"create,omitempty"`
	Identifier   string  `json:"identifier_field,omitempty"`
	MediaFolder  string  `json:"media_folder,omitempty"`
	PublicFolder string  `json:"public_folder,omitempty"`
	Extension    string  `json:"extension,omitempty"`
	Format       string  `json:"format,omitempty"`
	I18n         bool    `json:"i18n,omitempty"`
	Fields       []field `json:"fields,omitempty"`
	Files        []file  `json:"files,omitempty"`
}

type file struct {
	Name   string  `json:"name"`
	Label  string  `json:"label"`
	File   string  `json:"file"`
	Fields []field `json:"fields"`
}

type field struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Widget   string `json:"widget"`
	Required bool   `json:"required"`
	Hint     string `json:"hint,omitempty"`
	I18n     bool   `json:"i18n,omitempty"`
	Type     string `json:"type,omitempty"`
	// ValueType is of a number.
	ValueType string   `json:"value_type,omitempty"`
	Multiple  bool     `json:"multiple,omitempty"`
	Options   []option `json:"options,omitempty"`
	// Fields are those of a table, or of each table of a list.
	Fields []field `json:"fields,omitempty"`
}

type option struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// oneLine is the longest text in characters that is written in a field of one line.
const oneLine = 500

// translated are the fields of an event or a series that each language has; all others are
// written once.
var translated = map[string]bool{"title": true, "summary": true, "date": true, "draft": true, "cover": true}

// common are the fields of a page and of a person that are written once, in the default
// language.
var common = map[string]bool{"themes": true, "draft": true, "cover": true, "kind": true, "born": true, "died": true, "pinyin": true, "same_as": true, "sources": true}

// A maker makes the parts of a configuration.
type maker struct {
	guide *guide.Guide
	front func(file string) string
	left  []string // files that are left out
	pick  func(schema.Words) string
	dates bool  // whether the system writes dates as TOML has them
	i18n  bool  // whether one form has all languages
	forms forms // of the texts of events, or of series
}

// fields returns the fields of a front matter and the text below it.
func (m *maker) fields(t *schema.Table) []field {
	var all []field
	for i := range t.Fields {
		f := &t.Fields[i]
		made := field{Name: f.Key, Label: f.Key, Required: f.Required, Hint: m.pick(f.Doc), I18n: m.i18n && !common[f.Key]}
		if t == &schema.Event || t == &schema.Series {
			made.I18n = m.i18n && translated[f.Key]
		}
		if m.widget(&made, f, f.Key) {
			all = append(all, made)
		}
	}
	return append(all, field{Name: "body", Label: m.pick(schema.Words{EN: "Text", ZH: "正文"}), Widget: "markdown", I18n: m.i18n})
}

// widget completes a field by its type. It returns false for one that the system would
// spoil, which it then keeps as it is. The path is the field's key with those of the tables
// that it is in.
func (m *maker) widget(made *field, f *schema.Field, path string) bool {
	made.Widget = "string"
	switch f.Type {
	case schema.Bool:
		made.Widget = "boolean"
	case schema.Date:
		made.Widget, made.Type = "datetime", "date"
		return m.dates
	case schema.PartialDate, schema.Answer: // a number, a string or others
		return false
	case schema.Moment: // a date and a time; a date that is there stays one until somebody changes it
		made.Widget = "datetime"
		return m.dates
	case schema.DateRange: // perhaps dates without quotation marks
		made.Widget = "list"
		return m.dates && f.List
	case schema.Sub:
		return m.tables(made, f, path)
	case schema.Whole:
		made.Widget, made.ValueType = "number", "int"
	case schema.Text:
		return m.text(made, f, path)
	case schema.ID: // former ids, which wayside rename writes
		return false
	case schema.Enum:
		made.Widget = "select"
		for _, v := range f.Values {
			made.Options = append(made.Options, option{m.pick(v.Label), v.Name})
		}
	case schema.Ref:
		made.Widget, made.Multiple = "select", f.List
		add := func(id string, name guide.Text) {
			text, _ := name.In(m.guide.Languages[0])
			made.Options = append(made.Options, option{cmp.Or(text, id), id})
		}
		switch f.Refers {
		case "theme":
			for i := range m.guide.Themes {
				add(m.guide.Themes[i].ID, m.guide.Themes[i].Name)
			}
		case "audience":
			for i := range m.guide.Audiences {
				add(m.guide.Audiences[i].ID, m.guide.Audiences[i].Name)
			}
		case "site/hall":
			for i := range m.guide.Sites {
				s := &m.guide.Sites[i]
				add(s.ID, s.Name)
				for k := range s.Halls {
					add(s.ID+"/"+s.Halls[k].ID, s.Halls[k].Name)
				}
			}
		case schema.EventKind:
			for i := range m.guide.Events {
				d := &m.guide.Events[i].Document
				add(d.ID, guide.Text{{Lang: m.guide.Languages[0], Text: m.title(d, d.ID)}})
			}
		}
		return len(made.Options) > 0
	case schema.String:
		switch {
		case f.List:
			made.Widget = "list"
		case f.MaxLength() > oneLine:
			made.Widget = "text"
		}
	}
	return true
}

// tables completes a field that is a table, or a list of tables. A list is left out if one of
// its fields is: a new item would lack it, and it might stay behind when items change places.
func (m *maker) tables(made *field, f *schema.Field, path string) bool {
	if f.Table == &schema.Standard { // which may be a code alone
		return false
	}
	made.Widget = "object"
	if f.List {
		made.Widget = "list"
	}
	for i := range f.Table.Fields {
		below := &f.Table.Fields[i]
		one := field{Name: below.Key, Label: below.Key, Required: below.Required, Hint: m.pick(below.Doc)}
		switch {
		case m.widget(&one, below, path+"."+below.Key):
			made.Fields = append(made.Fields, one)
		case f.List:
			return false
		}
	}
	return len(made.Fields) > 0
}

// sveltia makes folders of pages, each with its translations next to it.
func (m *maker) sveltia(c *configuration) {
	langs := m.guide.Languages
	m.dates, m.i18n = true, len(langs) > 1
	if m.i18n {
		c.I18n = &i18n{Structure: "multiple_files", Locales: langs, Default: langs[0], Initial: langs[:1], OmitDefault: true}
	}
	c.Output = &output{OmitEmpty: true}
	add := func(name string, label schema.Words, folder, entry string, t *schema.Table, identifier string) {
		one := collection{
			Name: name, Label: m.pick(label), Folder: folder, Path: entry, Identifier: identifier, Create: true,
			Extension: "md", Format: "toml-frontmatter", I18n: m.i18n, Fields: m.fields(t),
		}
		if entry != "" { // photos are next to the page
			one.MediaFolder, one.PublicFolder = "photos", "photos"
		}
		c.Collections = append(c.Collections, one)
	}
	folders, single := false, false
	for i := range m.guide.Sites {
		if d := &m.guide.Sites[i].Document; len(d.Pages) > 0 {
			folders, single = folders || d.Folder, single || !d.Folder
		}
	}
	if folders || !single {
		add("sites", schema.Words{EN: "Sites", ZH: "地点"}, "content/sites", "{{slug}}/index", &schema.Page, "title")
	}
	if single {
		add("sites-files", schema.Words{EN: "Sites (single files)", ZH: "地点（单个文件）"}, "content/sites", "", &schema.Page, "title")
	}
	add("pages", schema.Words{EN: "Pages", ZH: "页面"}, "content", "", &schema.Page, "title")
	add("people", schema.Words{EN: "People and terms", ZH: "人物和名词"}, "content/people", "", &schema.Person, "name")
	m.forms = eventForms(m.guide)
	add("programme", schema.Words{EN: "Events and activities on request", ZH: "活动和菜单项目"}, "content/programme", "", &schema.Event, "title")
	m.forms = seriesForms(m.guide)
	add("series", schema.Words{EN: "Series", ZH: "系列"}, "content/series", "", &schema.Series, "title")
}

// decap makes lists of the files that exist, for each language. Decap knows no folder in
// which the default language is left out of the files' names.
func (m *maker) decap(c *configuration) {
	c.LocalBackend = true
	for i, lang := range m.guide.Languages {
		pages, people := m.fields(&schema.Page), m.fields(&schema.Person)
		m.forms = eventForms(m.guide)
		programme := m.fields(&schema.Event)
		m.forms = seriesForms(m.guide)
		series := m.fields(&schema.Series)
		if i > 0 {
			programme, series = ofTranslation(programme), ofTranslation(series)
		}
		add := func(name string, label schema.Words, fields []field, documents []guide.Document) {
			one := collection{Name: name, Label: m.pick(label), Format: "toml-frontmatter"}
			if i > 0 {
				one.Name, one.Label = name+"-"+string(lang), one.Label+" ("+string(lang)+")"
			}
			for d := range documents {
				for _, p := range documents[d].Pages {
					switch {
					case p.Lang != lang || p.From != "":
					case datesHide(m.front(p.At.File)):
						m.left = append(m.left, p.At.File)
					default:
						name := strings.TrimSuffix(strings.TrimPrefix(p.At.File, "content/"), ".md")
						one.Files = append(one.Files, file{Name: plain.ReplaceAllString(name, "-"), Label: m.title(&documents[d], name), File: p.At.File, Fields: fields})
					}
				}
			}
			if len(one.Files) > 0 {
				c.Collections = append(c.Collections, one)
			}
		}
		var sites, persons, events, lectures []guide.Document
		for i := range m.guide.Sites {
			sites = append(sites, m.guide.Sites[i].Document)
		}
		for i := range m.guide.People {
			persons = append(persons, m.guide.People[i].Document)
		}
		for i := range m.guide.Events {
			events = append(events, m.guide.Events[i].Document)
		}
		for i := range m.guide.Series {
			lectures = append(lectures, m.guide.Series[i].Document)
		}
		add("sites", schema.Words{EN: "Sites", ZH: "地点"}, pages, sites)
		add("pages", schema.Words{EN: "Pages", ZH: "页面"}, pages, append([]guide.Document{m.guide.Home}, m.guide.Pages...))
		add("people", schema.Words{EN: "People and terms", ZH: "人物和名词"}, people, persons)
		add("programme", schema.Words{EN: "Events and activities on request", ZH: "活动和菜单项目"}, programme, events)
		add("series", schema.Words{EN: "Series", ZH: "系列"}, series, lectures)
	}
}

// ofTranslation returns the fields that a translation of an event or a series has.
func ofTranslation(fields []field) []field {
	return slices.DeleteFunc(fields, func(f field) bool { return f.Name != "body" && !translated[f.Name] })
}

// plain matches what the name of a file in a configuration cannot have.
var plain = regexp.MustCompile(`[^a-zA-Z0-9-]+`)

// title returns the first title of a document, in the order of the languages, or a name.
func (m *maker) title(d *guide.Document, name string) string {
	for i := range d.Pages {
		if d.Pages[i].Title != "" {
			return d.Pages[i].Title
		}
	}
	return name
}
