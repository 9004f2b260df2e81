package guide

import (
	"slices"
	"strings"
	"testing"
)

func TestLinkedPeople(t *testing.T) {
	for _, c := range []struct {
		text string
		ids  []string
	}{
		{"", nil},
		{"[王](person:wang-jicai)和[李](person：li)，[王](person:wang-jicai)", []string{"wang-jicai", "li"}},
		{"[王]( person:wang )、[李](<person:li>)", []string{"wang", "li"}},
		{"a person: wang, personal(person) (person:)", nil},
		{"[王](site:wang)", nil},
		{"[x]: person:wang", []string{"wang"}},
		{"superperson:wang", nil},
	} {
		if got := LinkedPeople(c.text); !slices.Equal(got, c.ids) {
			t.Errorf("%q: %q, want %q", c.text, got, c.ids)
		}
	}
}

func FuzzLinkedPeople(f *testing.F) {
	f.Add("[王](person:wang-jicai)和[李](person：li)")
	f.Fuzz(func(t *testing.T, text string) {
		for _, id := range LinkedPeople(text) {
			if !ValidID(id) {
				t.Fatalf("%q is not an id", id)
			}
		}
	})
}

func TestPartialDate(t *testing.T) {
	year, month, day := PartialDate{Year: 1948}, PartialDate{Year: 1948, Month: 11}, PartialDate{1948, 11, 6}
	for _, c := range []struct {
		date PartialDate
		want string
	}{{PartialDate{}, ""}, {year, "1948"}, {month, "1948-11"}, {day, "1948-11-06"}, {PartialDate{Year: -551}, "-0550"}} {
		if got := c.date.String(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.date, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b   PartialDate
		before bool
	}{
		{year, month, false}, {month, year, false}, {month, day, false}, {day, PartialDate{1948, 11, 7}, true},
		{PartialDate{Year: 1947}, year, true}, {month, PartialDate{Year: 1948, Month: 12}, true}, {PartialDate{}, year, false}, {year, PartialDate{}, false},
	} {
		if got := c.a.Before(c.b); got != c.before {
			t.Errorf("%s before %s: %t", c.a, c.b, got)
		}
	}
}

func TestAppearances(t *testing.T) {
	page := func(lang Lang, ids ...string) Page { return Page{Lang: lang, People: ids} }
	text := func(s string) Text { return Text{{Lang: "zh-Hans", Text: s}} }
	g := &Guide{
		Languages: []Lang{"zh-Hans", "en"},
		Home:      Document{Pages: []Page{page("zh-Hans", "wang", "nobody")}},
		Sites: []Site{
			{ID: "island", Document: Document{Pages: []Page{page("zh-Hans", "wang"), page("en")}}, Halls: []Hall{{ID: "room", Text: text("[王](person:wang)")}}},
			{ID: "hidden", Document: Document{Draft: true, Pages: []Page{page("zh-Hans", "wang")}}},
		},
		Routes: []Route{{ID: "sea", Stops: []Stop{{Site: "island", Story: text("[李](person:li)")}}}},
		Events: []Event{{ID: "talk", Document: Document{Pages: []Page{page("zh-Hans", "wang")}}}, {ID: "planned", Document: Document{Draft: true, Pages: []Page{page("zh-Hans", "wang")}}}},
		People: []Person{{ID: "li", Document: Document{Pages: []Page{page("zh-Hans", "li", "wang")}}}, {ID: "wang", Document: Document{Pages: []Page{page("zh-Hans")}}}},
	}
	g.Index()
	all := Appearances(g, "zh-Hans")
	if want := []Appearance{{Kind: "home"}, {Kind: "site", ID: "island"}, {Kind: "hall", ID: "island", Hall: "room"}, {Kind: "event", ID: "talk"}, {Kind: "person", ID: "li"}}; !slices.Equal(all["wang"], want) {
		t.Errorf("wang appears in %v, want %v", all["wang"], want)
	}
	if want := []Appearance{{Kind: "route", ID: "sea"}}; !slices.Equal(all["li"], want) || len(all) != 2 {
		t.Errorf("li appears in %v, want %v; all: %v", all["li"], want, all)
	}
	if english := Appearances(g, "en")["wang"]; slices.Contains(english, Appearance{Kind: "site", ID: "island"}) {
		t.Errorf("wang appears in %v: the English text does not name him", english)
	}
	var ids []string
	for _, p := range RoutePeople(g, &g.Routes[0], "zh-Hans") {
		ids = append(ids, p.ID)
	}
	if !slices.Equal(ids, []string{"li", "wang"}) {
		t.Errorf("the route names %v", ids)
	}
}

// TestConvertedPerson checks that the roles of a person are those of the converted edition.
func TestConvertedPerson(t *testing.T) {
	page := Page{Lang: "zh-Hans", Title: "a", Particulars: &Particulars{Roles: []string{"b"}}}
	g := &Guide{Languages: []Lang{"zh-Hans", "zh-Hant"}, People: []Person{{ID: "x", Document: Document{Pages: []Page{page}}}}}
	g.Index()
	next := g.Converted("zh-Hans", "zh-Hant", strings.ToUpper)
	if roles, _, lang := next.Person("x").Roles("zh-Hant"); lang != "zh-Hant" || !slices.Equal(roles, []string{"B"}) {
		t.Errorf("the roles are %v in %s", roles, lang)
	}
	if roles, _, _ := g.Person("x").Roles("zh-Hans"); !slices.Equal(roles, []string{"b"}) {
		t.Errorf("the original has %v", roles)
	}
}
