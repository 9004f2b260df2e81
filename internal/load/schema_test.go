package load

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// TestBindings checks that every row of the schema is bound to a field of a struct,
// and that every tag names a row.
func TestBindings(t *testing.T) {
	for table, b := range bindings {
		if b.Err != nil {
			t.Errorf("%s: %v", table.Name, b.Err)
		}
	}
}

// structures returns a new struct for each table that has a binding.
func structures() map[*schema.Table]any {
	return map[*schema.Table]any{
		&schema.Guide: &guide.Guide{}, &schema.Convert: &guide.Conversion{}, &schema.Term: &guide.Wording{}, &schema.PhotoSettings: &guide.PhotoSettings{}, &schema.Brand: &guide.Brand{}, &schema.Footer: &guide.Footer{}, &schema.FooterLink: &guide.FooterLink{}, &schema.Calendar: &guide.Calendar{}, &schema.Theme: &guide.Theme{}, &schema.Audience: &guide.Audience{},
		&schema.Site: &guide.Site{}, &schema.Hall: &guide.Hall{}, &schema.Location: &location{}, &schema.Route: &guide.Route{},
		&schema.Group: &guide.Group{}, &schema.Contact: &guide.Contact{}, &schema.Stop: &guide.Stop{}, &schema.Question: &guide.Question{},
		&schema.Hospital: &guide.Hospital{}, &schema.Standard: &guide.Standard{}, &schema.Goal: &guide.Goal{}, &schema.Criterion: &guide.Criterion{}, &schema.Pair: &guide.Pair{}, &schema.Notice: &guide.Notice{},
		&schema.Plan: &guide.Plan{}, &schema.ControlPoint: &guide.ControlPoint{}, &schema.Pin: &guide.Pin{}, &schema.Page: &guide.Page{}, &schema.Person: &person{}, &schema.Event: &event{}, &schema.Series: &series{}, &schema.SeriesPart: &guide.SeriesPart{}, &schema.Change: &guide.EventChange{}, &schema.Booking: &guide.Booking{}, &schema.Party: &guide.Party{}, &schema.Material: &guide.Material{}, &schema.Photo: &guide.Photo{}, &schema.VisitPlace: &guide.VisitPlace{}, &schema.Visit: &guide.Visit{},
	}
}

// TestExamples decodes the example of every row into its field: examples are
// valid, and every type of the schema fits the type in Go.
func TestExamples(t *testing.T) {
	structures := structures()
	files := fstest.MapFS{}
	for _, file := range []string{"maps/city.osm.pbf", "fonts/NotoSerifSC-Regular.ttf", "static/logo.svg", "static/logo-dark.svg", "routes/sea-guard.gpx"} {
		files[file] = &fstest.MapFile{}
	}
	known := &names{
		themes: []string{"sea-guard"}, audiences: []string{"secondary"}, sites: []string{"kaishan-island", "lianyungang-museum"},
		halls: map[string][]string{"kaishan-island": {"prologue"}},
	}
	for table, b := range bindings {
		structure := structures[table]
		if structure == nil {
			t.Errorf("the test has no struct for the table %s", table.Name)
			continue
		}
		text := ""
		for _, f := range table.Fields {
			// false is the zero value.
			if f.Example != "" && !instead(table, f.Key) {
				text += f.Key + " = " + f.Example + "\n"
			}
			if f.Type == schema.Sub && f.Required {
				var pairs []string
				for _, below := range f.Table.Fields {
					if below.Required {
						pairs = append(pairs, below.Key+" = "+below.Example)
					}
				}
				text += f.Key + " = { " + strings.Join(pairs, ", ") + " }\n"
			}
		}
		var found diag.List
		d := newDecoder("f", text, 1, &guide.Guide{Languages: []guide.Lang{"zh-Hans", "en"}}, &found)
		d.files, d.theme, d.names = files, theme, known
		root, ok := d.parse(text)
		if !ok {
			t.Errorf("%s: %s", table.Name, report(found))
			continue
		}
		d.table(root, b, structure)
		if len(found) > 0 {
			t.Errorf("%s: %s\n%s", table.Name, found[0].Line(diag.English), text)
		}
		v := reflect.ValueOf(structure).Elem()
		for _, f := range b.Fields {
			if f.Value >= 0 && f.Example != "" && f.Example != "false" && v.Field(f.Value).IsZero() && !instead(table, f.Key) {
				t.Errorf("%s.%s: the example %s leaves the field empty", table.Name, f.Key, f.Example)
			}
		}
	}
}

// instead reports whether a key is written instead of another one.
func instead(table *schema.Table, key string) bool {
	return table == &schema.Stop && key == "place" || table == &schema.Material && key == "url"
}

// TestEnums compares values that the schema declares with those that other packages
// use.
func TestEnums(t *testing.T) {
	for _, c := range []struct {
		table *schema.Table
		key   string
		want  []string
	}{
		{&schema.Location, "datum", geo.Datums},
		{&schema.Question, "kind", []string{guide.Choice, guide.TrueFalse, guide.Short, guide.Open, guide.Order}},
	} {
		if got := c.table.Field(c.key).Names(); !slices.Equal(got, c.want) {
			t.Errorf("%s.%s: %s, want %s", c.table.Name, c.key, strings.Join(got, " "), strings.Join(c.want, " "))
		}
	}
}
