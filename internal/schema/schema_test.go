package schema

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// tables returns every table with the path to it.
func tables() map[string]*Table {
	all := map[string]*Table{}
	var add func(path string, t *Table)
	add = func(path string, t *Table) {
		all[path] = t
		for _, f := range t.Fields {
			if f.Table != nil {
				add(path+"."+f.Key, f.Table)
			}
		}
	}
	for _, f := range Files {
		add(f.Name, f.Root)
	}
	return all
}

// TestRows checks that every row is complete.
func TestRows(t *testing.T) {
	for path, table := range tables() {
		seen := map[string]bool{}
		for _, f := range table.Fields {
			complain := func(what string) { t.Errorf("%s.%s: %s", path, f.Key, what) }
			if seen[f.Key] {
				complain("declared twice")
			}
			seen[f.Key] = true
			if f.Doc.EN == "" || f.Doc.ZH == "" || !strings.HasSuffix(f.Doc.EN, ".") || !strings.HasSuffix(f.Doc.ZH, "。") {
				complain("its description is missing or not a sentence in one language")
			}
			if (f.Type == Sub) != (f.Table != nil) || (f.Type == Sub) != (f.Example == "") {
				complain("a table has a Table and no Example, and any other field has an Example")
			}
			if (f.Type == Enum) != (len(f.Values) > 0) {
				complain("an Enum, and nothing else, has Values")
			}
			for _, v := range f.Values {
				if v.Label.EN == "" || v.Label.ZH == "" {
					complain("the value " + v.Name + " has no label in one language")
				}
			}
			if (f.Type == Ref) != (f.Refers != "") || (f.Type == Path) != (f.Dir != "") {
				complain("a Ref has Refers, and a Path has a Dir")
			}
			if f.Limited() && f.Type != Whole && f.Type != Number || f.Min > f.Max {
				complain("it has limits that do not apply")
			}
			if f.List && f.Type != Sub && !strings.HasPrefix(f.Example, "[") {
				complain("the example of a list is not a list")
			}
			if (f.Unit.EN == "") != (f.Unit.ZH == "") {
				complain("it has a unit in one language")
			}
			if f.Required && f.Default != "" {
				complain("it is required and has a default")
			}
		}
	}
}

// TestHeadings checks that no column of a table is two fields.
func TestHeadings(t *testing.T) {
	for _, table := range [][][]Field{{Site.Fields, Location.Fields, Stop.Fields, Route.Fields, Columns}, {Photo.Fields, PhotoColumns}} {
		seen := map[string]string{}
		for _, fields := range table {
			for i := range fields {
				f := &fields[i]
				for name := range strings.FieldsSeq(f.Headings) {
					if other := seen[name]; other != "" {
						t.Errorf("the heading %s is of %s and of %s", name, other, f.Key)
					}
					seen[name] = f.Key
				}
				if f.Headings != "" && (f.Heading(false) == "" || f.Heading(true) == "") {
					t.Errorf("%s has no heading in one language", f.Key)
				}
			}
		}
	}
}

func TestBind(t *testing.T) {
	table := &Table{Name: "thing", Fields: []Field{{Key: "name"}, {Key: "size", Type: Whole}, {Key: "place"}}}
	type good struct {
		At      string `toml:",place"`
		Name    string `toml:"name"`
		Literal bool   `toml:"name,literal"`
		Other   int
		Size    int    `toml:"size"`
		PlaceAt string `toml:"place,place"`
	}
	b := Bind(table, reflect.TypeFor[good]())
	g := good{Size: 3}
	if b.Err != nil || b.Place != 0 || b.Fields[0].Value != 1 || b.Fields[0].Literal != 2 || b.Fields[2].Place != 5 || *b.Pointer(&g, "size").(*int) != 3 || b.Pointer(&g, "place") != nil || b.Pointer(&g, "x") != nil {
		t.Errorf("%+v", b)
	}
	type bad struct {
		Size int `toml:"sise"`
		Name int `toml:"name,length"`
	}
	want := []string{
		`the table thing has no field "sise", which schema.bad.Size names`,
		`schema.bad.Name has the unknown option "length"`,
		"schema.bad has no field with the tag `toml:\"size\"`, which the table thing declares",
	}
	err := Bind(table, reflect.TypeFor[bad]()).Err
	for _, w := range want {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("%v\nhas not: %s", err, w)
		}
	}
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{"45m": 45 * time.Minute, "1h30m": 90 * time.Minute, "0m": 0, "168h": 7 * 24 * time.Hour} {
		d, ok := ParseDuration(text)
		if again, _ := ParseDuration(FormatDuration(d)); !ok || d != want || again != d {
			t.Errorf("%q: %v (%v), formatted %q", text, d, ok, FormatDuration(d))
		}
	}
	for _, text := range []string{"", "5", "-5m", "30s", "169h", "1d", "一小时"} {
		if d, ok := ParseDuration(text); ok {
			t.Errorf("%q is read as %v", text, d)
		}
	}
}
