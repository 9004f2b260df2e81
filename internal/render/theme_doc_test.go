package render

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestThemeDocument checks that docs/theme.md names every field of the pages that
// layouts receive, and of their frame.
func TestThemeDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/theme.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(string(text)) {
		for _, v := range []any{HomePage{}, SitesPage{}, SitePage{}, RoutesPage{}, RoutePage{}, HandoutPage{}, TeacherPage{}, ThemePage{}, FreePage{}, SearchPage{}} {
			name := reflect.TypeOf(v).Name()
			if strings.Contains(line, "`"+name+"`:") {
				lines[name] = line
			}
		}
	}
	for _, v := range []any{HomePage{}, SitesPage{}, SitePage{}, RoutesPage{}, RoutePage{}, HandoutPage{}, TeacherPage{}, ThemePage{}, FreePage{}, SearchPage{}} {
		page := reflect.TypeOf(v)
		for i := range page.NumField() {
			if f := page.Field(i); f.IsExported() && !f.Anonymous && !strings.Contains(lines[page.Name()], " "+f.Name) {
				t.Errorf("docs/theme.md does not name %s.%s", page.Name(), f.Name)
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
