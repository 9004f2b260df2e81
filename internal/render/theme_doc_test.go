package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// pageFields returns the exported fields of every kind of page, the structs that
// embed Frame, by the struct's name.
func pageFields(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			structure, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			var names []string
			page := false
			for _, f := range structure.Fields.List {
				if id, ok := f.Type.(*ast.Ident); ok && len(f.Names) == 0 && id.Name == "Frame" {
					page = true
				}
				for _, id := range f.Names {
					if id.IsExported() {
						names = append(names, id.Name)
					}
				}
			}
			if page {
				pages[spec.Name.Name] = names
			}
			return true
		})
	}
	return pages
}

// TestThemeDocument compares docs/theme.md with the structs that layouts get:
// it lists every kind of page and names every field that it adds to its frame.
func TestThemeDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/theme.md")
	if err != nil {
		t.Fatal(err)
	}
	pages := pageFields(t)
	if len(pages) < 10 {
		t.Fatalf("found only the pages %v", pages)
	}
	for name, fields := range pages {
		row := ""
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "| `") && strings.Contains(line, "`"+name+"`") {
				row = line
				break
			}
		}
		if row == "" {
			t.Errorf("docs/theme.md does not list %s", name)
		}
		for _, f := range fields {
			if !slices.ContainsFunc(strings.FieldsFunc(row, func(r rune) bool { return r == ' ' || r == ',' }), func(word string) bool { return word == f }) {
				t.Errorf("docs/theme.md does not name %s.%s", name, f)
			}
		}
	}
	frame := reflect.TypeOf(Frame{})
	for i := range frame.NumField() {
		if f := frame.Field(i); f.IsExported() && !f.Anonymous && f.Name != "OpenGraph" && f.Name != "Schema" && !strings.Contains(string(text), "`"+f.Name+"`") {
			t.Errorf("docs/theme.md does not name Frame.%s", f.Name)
		}
	}
}
