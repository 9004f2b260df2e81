// Package schematest validates TOML against the JSON Schema of the format, in tests:
// with a validator of JSON, and with the editors' own programs where they are
// installed.
package schematest

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	burnt "github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"wayside/internal/schema"
)

// English returns the English form of words.
func English(w schema.Words) string { return w.EN }

// Compile returns the schema of a kind of file, "" for all, or of a table of it: the
// name of a definition.
func Compile(t testing.TB, kind, definition string) *jsonschema.Schema {
	t.Helper()
	document, ok := schema.JSON(kind, English)
	if !ok {
		t.Fatalf("no schema of %q", kind)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", parsed); err != nil {
		t.Fatal(err)
	}
	address := "schema.json"
	if definition != "" {
		address += "#/$defs/" + definition
	}
	s, err := c.Compile(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Decode returns a TOML text as JSON values, with dates and times as strings.
func Decode(t testing.TB, text string) any {
	t.Helper()
	var v map[string]any
	if _, err := burnt.Decode(text, &v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	data, err := json.Marshal(plain(v))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func plain(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.Location().String() == "time-local" {
			return v.Format(time.TimeOnly)
		}
		return v.Format(time.DateOnly)
	case map[string]any:
		for key := range v {
			v[key] = plain(v[key])
		}
	case []map[string]any:
		for i := range v {
			plain(v[i])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}

// Typos is the table of typos in internal/schema/testdata/typos.toml, which says what
// its members mean.
type Typos struct {
	Files map[string]string
	Typo  []Typo
}

// A Typo replaces a text in one of the files with another.
type Typo struct {
	File, Right, Wrong string
	Rule               string // with which the loader reports it
	Unseen             string // why a JSON Schema cannot; "" if it does
	Tombi              bool   // whether Tombi rejects what is Unseen to others
}

// ReadTypos reads the table from its file.
func ReadTypos(t testing.TB, file string) *Typos {
	t.Helper()
	var all Typos
	if _, err := burnt.DecodeFile(file, &all); err != nil {
		t.Fatal(err)
	}
	return &all
}

// Text returns the file with the typo.
func (all *Typos) Text(t testing.TB, typo Typo) string {
	t.Helper()
	text := strings.Replace(all.Files[typo.File], typo.Right, typo.Wrong, 1)
	if text == all.Files[typo.File] {
		t.Fatalf("%s has no %s", typo.File, typo.Right)
	}
	return text
}
