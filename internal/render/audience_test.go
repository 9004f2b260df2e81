package render

import (
	"html/template"
	"testing"

	"wayside/internal/guide"
)

// TestVarying checks which texts of a page depend on the audience.
func TestVarying(t *testing.T) {
	for _, c := range []struct {
		all      string
		variants []variant
		want     template.HTML
	}{
		{"9:00", nil, "9:00"},
		{"<9", []variant{{"a", "<9"}, {"b", "<9"}}, "&lt;9"},
		{"9:00", []variant{{"a", "8:50"}, {"b", "9:00"}}, `<span data-audience="b">9:00</span><span data-audience="a" data-variant hidden>8:50</span>`},
		{"9:00", []variant{{"a", "8:50"}, {"b", "8:40"}, {"c", "8:50"}}, `<span data-audience="">9:00</span><span data-audience="a c" data-variant hidden>8:50</span><span data-audience="b" data-variant hidden>8:40</span>`},
	} {
		if got := varying(c.all, c.variants); got != c.want {
			t.Errorf("%s, %v:\n got %s\nwant %s", c.all, c.variants, got, c.want)
		}
	}
}

// TestForWhom checks that only what some of a route's audiences do not see is marked.
func TestForWhom(t *testing.T) {
	g := &guide.Guide{Audiences: []guide.Audience{{ID: "primary"}, {ID: "secondary"}, {ID: "adult"}}}
	g.Index()
	for _, c := range []struct {
		route, ids []string
		want       string
	}{
		{nil, nil, ""},
		{nil, []string{"adult", "primary"}, "primary adult"},
		{nil, []string{"adult", "secondary", "primary"}, ""},
		{[]string{"adult"}, []string{"adult"}, ""},
		{[]string{"adult", "primary"}, []string{"primary", "secondary"}, "primary"},
	} {
		if got := forWhom(g, &guide.Route{Audiences: c.route}, c.ids); got != c.want {
			t.Errorf("route for %v, text for %v: %q, want %q", c.route, c.ids, got, c.want)
		}
	}
}
