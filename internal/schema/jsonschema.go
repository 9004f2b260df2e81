package schema

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// JSON returns a kind of file as JSON Schema (draft 2020-12), or all kinds as
// one document with $defs where name is "". pick chooses the language of titles and
// descriptions. The schema describes what a TOML file decodes to, with dates and
// times as strings; ok is false for an unknown name.
func JSON(name string, pick func(Words) string) (document []byte, ok bool) {
	g := generator{pick: pick, defs: object{}}
	root := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}}
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
	return append(o, member{"additionalProperties", false})
}

func (g *generator) field(f *Field) object {
	o := object{{"description", g.pick(f.Doc)}}
	if f.List {
		o = append(o, member{"type", "array"}, member{"items", g.value(f)}, member{"maxItems", f.MaxItems()})
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
	if f.Type == Date || f.Type == TimeOfDay {
		text = `"` + text + `"`
	}
	return json.RawMessage(text)
}

// patterns are those of strings that have one.
var patterns = map[Type]string{
	ID:        `^[a-z0-9][a-z0-9-]*$`,
	Duration:  `^([0-9.]+h)?([0-9.]+m)?$`,
	DateRange: `^[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$`,
	TimeOfDay: `^[0-9]{2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?$`,
	URL:       `^(https?://.*)?$`,
	BaseURL:   `^(https?://[^ ?#"<>\\]+)?$`,
	Identity:  `^(Q[1-9][0-9]*|https?://.*)?$`,
	Colour:    `^(#[0-9a-fA-F]{6})?$`,
	Country:   `^([A-Z]{2})?$`,
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
		name := "text-" + strconv.Itoa(f.MaxLength())
		g.define(name, func() object {
			text := object{{"type", "string"}, {"maxLength", f.MaxLength()}}
			return object{
				{"description", g.pick(Words{"A string in the default language, or a table of strings by language.", "字符串（用默认语言），或按语言分列的表。"})},
				{"anyOf", []object{text, {{"type", "object"}, {"additionalProperties", text}}}},
			}
		})
		return object{{"$ref", "#/$defs/" + name}}
	case Enum:
		return object{{"enum", f.Names()}}
	case Whole, Number, Latitude, Longitude:
		return g.number(f)
	case Bool:
		return object{{"type", "boolean"}}
	case Date:
		return object{{"type", "string"}, {"format", "date"}}
	case PartialDate:
		return object{{"type", []string{"integer", "string"}}, {"minimum", firstYear}, {"maximum", lastYear}, {"pattern", "^-?[0-9]{1,4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}}
	case Answer:
		items := object{{"type", []string{"string", "integer"}}}
		return object{{"type", []string{"integer", "boolean", "string", "array"}}, {"items", items}}
	}
	o := object{{"type", "string"}}
	if pattern, ok := patterns[f.Type]; ok {
		o = append(o, member{"pattern", pattern})
	}
	if most := f.MaxLength(); most > 0 {
		o = append(o, member{"maxLength", most})
	}
	return o
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
