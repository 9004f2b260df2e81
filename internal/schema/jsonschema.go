package schema

import (
	"bytes"
	"encoding/json"
	"strings"
)

// JSON returns a kind of file as JSON Schema (draft 2020-12), or all kinds as
// one document with $defs where name is "". pick chooses the language of titles and
// descriptions. The schema describes what a TOML file decodes to; ok is false for an
// unknown name.
//
// Editors disagree about dates and times: for Taplo and validators of JSON they are
// strings, for Tombi they are types of their own, which a string has by its format. A
// date has the format "date", which both read so; a time has Tombi's "partial-time",
// which the others ignore, since they expect an offset in a "time".
func JSON(name string, pick func(Words) string) (document []byte, ok bool) {
	g := generator{pick: pick, defs: object{}}
	root := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"x-tombi-toml-version", "v1.0.0"}}
	if name == "" {
		var any []object
		for _, f := range Files {
			g.define(f.Name+"-file", func() object { return append(object{{"title", pick(f.Label)}}, g.table(f.Root)...) })
			any = append(any, object{{"$ref", "#/$defs/" + f.Name + "-file"}})
		}
		root = append(root, member{"title", "Wayside"}, member{"anyOf", any})
	} else {
		i := 0
		for ; i < len(Files) && Files[i].Name != name; i++ {
		}
		if i == len(Files) {
			return nil, false
		}
		root = append(root, member{"title", pick(Files[i].Label)}, member{"description", Files[i].Path})
		root = append(root, g.table(Files[i].Root)...)
	}
	root = append(root, member{"$defs", g.defs})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil, false
	}
	return b.Bytes(), true
}

// An object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type generator struct {
	pick func(Words) string
	defs object
}

// define adds a definition once; one that is being made may refer to itself.
func (g *generator) define(name string, schema func() object) {
	for _, m := range g.defs {
		if m.key == name {
			return
		}
	}
	at := len(g.defs)
	g.defs = append(g.defs, member{name, nil})
	g.defs[at].value = schema()
}

// table describes a table, which has no keys but its fields.
func (g *generator) table(t *Table) object {
	properties := object{}
	required := []string{}
	for i := range t.Fields {
		f := &t.Fields[i]
		properties = append(properties, member{f.Key, g.field(f)})
		if f.Required {
			required = append(required, f.Key)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		o = append(o, member{"required", required})
	}
	if len(t.One) > 0 {
		one := make([]object, len(t.One))
		for i, key := range t.One {
			written := object{{key, object{{"not", object{{"const", ""}}}}}} // an empty string is none
			one[i] = object{{"required", []string{key}}, {"properties", written}}
		}
		o = append(o, member{"oneOf", one})
	}
	if len(t.NotBoth) > 0 {
		o = append(o, member{"not", object{{"required", t.NotBoth}}})
	}
	if t == &Question {
		o = append(o, member{"allOf", g.answers()})
	}
	return append(o, member{"additionalProperties", false})
}

func (g *generator) field(f *Field) object {
	o := object{{"description", g.pick(f.Doc)}}
	if f.List {
		o = append(o, member{"type", "array"}, member{"items", g.value(f)}, member{"maxItems", f.MaxItems()})
		if f.Least > 0 {
			o = append(o, member{"minItems", f.Least})
		}
		if f.Type == Language {
			o = append(o, member{"uniqueItems", true})
		}
	} else {
		o = append(o, g.value(f)...)
	}
	if f.Default != "" {
		o = append(o, member{"default", json.RawMessage(f.Default)})
	}
	if f.Type != Sub {
		o = append(o, member{"examples", []any{example(f)}})
	}
	return o
}

// example returns a field's example as JSON. An example is TOML of a form that
// JSON shares, except for inline tables, dates and times.
func example(f *Field) json.RawMessage {
	text := f.Example
	if strings.HasPrefix(text, "{") { // { zh-Hans = "…", en = "…" }
		text = strings.ReplaceAll(text, " = ", ": ")
		for _, lang := range []string{"zh-Hans", "en"} {
			text = strings.ReplaceAll(text, " "+lang+":", ` "`+lang+`":`)
		}
	}
	if f.Type == Date || f.Type == Moment || f.Type == TimeOfDay {
		if f.List {
			text = `["` + strings.ReplaceAll(strings.Trim(text, "[]"), ", ", `", "`) + `"]`
		} else {
			text = `"` + text + `"`
		}
	}
	return json.RawMessage(text)
}

// day matches a date, but for the lengths of months.
const day = `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`

// patterns are those of strings that have one, in the syntax that ECMAScript, Rust and
// Go share: editors use each of them. They are checked against what the loader accepts
// by the tests of internal/load.
var patterns = map[Type]string{
	ID:        `^[a-z0-9][a-z0-9-]{0,99}$`,
	Duration:  `^([0-9.]+h)?([0-9.]+m)?$`,
	DateRange: `^` + day + `(/` + day + `)?$`,
	TimeOfDay: `^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$`,
	URL:       `^(https?://.*)?$`,
	BaseURL:   `^(https?://[^/ ?#"<>\\][^ ?#"<>\\]*)?$`,
	Identity:  `^(Q[1-9][0-9]*|https?://.*)?$`,
	Colour:    `^(#[0-9a-fA-F]{6})?$`,
	Country:   `^([A-Z]{2})?$`,
	Language:  `^` + languageCode + `$`,
	TimeZone:  `^([A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*)?$`,
	Path:      `^([^/:\\][^:\\]*)?$`,
	Ref:       `^([a-z0-9][a-z0-9-]{0,99})?$`,
	// ASCII except in comments, which are in quotation marks.
	Hours: `^([ !#-~]|"[^"]*")*$`,
}

// languageCode matches a code as it is normally written: zh-Hans, en, pt-BR.
const languageCode = `[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[0-9A-Za-z]{2,8})*`

// pattern returns the pattern of a string, "" for none. A required one is not empty:
// the loader takes an empty string of most types for a missing one.
func pattern(f *Field) string {
	p := patterns[f.Type]
	switch {
	case f.Refers == "site/hall":
		return `^([a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?)?$`
	case f.Type == Path && f.Dir == ".":
		return `^(([^./:\\]|\.[^./:\\]|\./)[^:\\]*)?$`
	case p != "" && f.Required && !f.List:
		return strings.TrimSuffix(strings.Replace(p, "^(", "^", 1), ")?$") + "$"
	}
	return p
}

// value describes a value of a field, or an item of its list.
func (g *generator) value(f *Field) object {
	switch f.Type {
	case Sub:
		name := strings.ReplaceAll(f.Table.Name, " ", "-")
		g.define(name, func() object {
			return append(object{{"title", g.pick(f.Table.Label)}, {"description", g.pick(f.Table.Doc)}}, g.table(f.Table)...)
		})
		return object{{"$ref", "#/$defs/" + name}}
	case Text, Markdown:
		return g.text(f)
	case Enum:
		return g.enum(f)
	case Whole, Number, Latitude, Longitude:
		return g.number(f)
	case Bool:
		return object{{"type", "boolean"}}
	case Date:
		return object{{"type", "string"}, {"format", "date"}}
	case DateRange:
		return object{{"anyOf", []object{
			{{"type", "string"}, {"pattern", patterns[DateRange]}},
			{{"type", "string"}, {"format", "date"}},
		}}}
	case PartialDate:
		return object{{"anyOf", []object{
			{{"type", "integer"}, {"minimum", firstYear}, {"maximum", lastYear}, {"not", object{{"const", 0}}}},
			{{"type", "string"}, {"pattern", `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`}},
			{{"type", "string"}, {"format", "date"}},
		}}}
	case Moment:
		return object{{"anyOf", []object{
			{{"type", "string"}, {"pattern", `^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$`}},
			{{"type", "string"}, {"format", "date"}},
		}}}
	case TimeOfDay:
		return object{{"type", "string"}, {"format", "partial-time"}, {"pattern", patterns[TimeOfDay]}}
	case Answer: // answers says which of them a kind of question takes
		return object{{"type", []string{"integer", "boolean", "string", "array"}}}
	}
	o := object{{"type", "string"}}
	if p := pattern(f); p != "" {
		o = append(o, member{"pattern", p})
	}
	if most := f.MaxLength(); most > 0 {
		o = append(o, member{"maxLength", most})
	}
	if f.Type == String && f.Required && !f.List {
		o = append(o, member{"minLength", 1})
	}
	return o
}

// answers describes the answer to each kind of question.
func (g *generator) answers() []object {
	f := Question.Field("answer")
	all := make([]object, len(Answers))
	for i, form := range Answers {
		var forms []object
		if form.One != Sub {
			forms = append(forms, g.value(&Field{Type: form.One, Longest: f.MaxLength()}))
		}
		if form.Many != Sub {
			list := object{{"type", "array"}, {"items", g.value(&Field{Type: form.Many, Longest: f.MaxLength()})}, {"maxItems", f.MaxItems()}}
			if form.Options {
				list = append(list, member{"minItems", 1})
			}
			forms = append(forms, list)
		}
		properties := object{{"answer", object{{"anyOf", forms}}}}
		required := []string{}
		if form.Options {
			properties = append(properties, member{"options", object{{"type", "array"}, {"minItems", 2}}})
			required = append(required, "options")
		}
		if !form.Optional {
			required = append(required, "answer")
		}
		then := object{{"properties", properties}}
		if len(required) > 0 {
			then = append(then, member{"required", required})
		}
		all[i] = object{
			{"if", object{{"properties", object{{"kind", object{{"const", form.Kind}}}}}, {"required", []string{"kind"}}}},
			{"then", then},
		}
	}
	return all
}

// text describes a string, or a table of strings by language. A required one is not
// blank. Each of the two forms has the description, since Taplo shows that of a form.
func (g *generator) text(f *Field) object {
	text := object{{"type", "string"}, {"maxLength", f.MaxLength()}}
	doc := member{"description", g.pick(f.Doc)}
	whole := append(object{doc}, text...)
	byLanguage := object{doc, {"type", "object"}}
	if f.Required {
		whole = append(whole, member{"pattern", `\S`})
		byLanguage = append(byLanguage, member{"minProperties", 1})
	}
	byLanguage = append(byLanguage, member{"patternProperties", object{{"^" + languageCode + "$", text}}}, member{"additionalProperties", false})
	return object{{"anyOf", []object{whole, byLanguage}}}
}

// enum describes one of some values. Taplo shows the words for each while it completes
// them.
func (g *generator) enum(f *Field) object {
	names := f.Names()
	labels := make([]string, len(f.Values))
	for i, v := range f.Values {
		labels[i] = g.pick(v.Label)
	}
	if !f.Required { // an empty string is a missing one
		names, labels = append(names, ""), append(labels, "")
	}
	return object{{"enum", names}, {"x-taplo", object{{"docs", object{{"enumValues", labels}}}}}}
}

func (g *generator) number(f *Field) object {
	o := object{{"type", "number"}}
	low, high := f.Min, f.Max
	switch f.Type {
	case Whole:
		o = object{{"type", "integer"}}
	case Latitude:
		low, high = -90, 90
	case Longitude:
		low, high = -180, 180
	}
	if low != 0 || high != 0 {
		o = append(o, member{"minimum", low}, member{"maximum", high})
	}
	return o
}
