package check

import (
	"testing"

	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/timetable"
)

// TestProse replaces every text that the schema declares with garbled text, and
// counts the problems.
func TestProse(t *testing.T) {
	g := &guide.Guide{
		Languages: []guide.Lang{"zh-Hans"}, Themes: make([]guide.Theme, 1), Audiences: make([]guide.Audience, 1),
		Sites:  []guide.Site{{Halls: make([]guide.Hall, 1), Document: guide.Document{Photos: make([]guide.Photo, 1)}}},
		Routes: []guide.Route{{Contacts: make([]guide.Contact, 1), Stops: []guide.Stop{{Questions: make([]guide.Question, 1)}}}},
	}
	site, route := &g.Sites[0], &g.Routes[0]
	want := 0
	for structure, b := range map[any]*schema.Binding{
		g: guideTexts, &g.Themes[0]: themeTexts, &g.Audiences[0]: audienceTexts, site: siteTexts, &site.Halls[0]: hallTexts,
		&site.Document.Photos[0]: photoTexts, route: routeTexts, &route.Contacts[0]: contactTexts, &route.Stops[0]: stopTexts,
		&route.Stops[0].Questions[0]: questionTexts,
	} {
		for _, f := range b.Fields {
			garbled := guide.Text{{Lang: "zh-Hans", Text: "锟斤拷"}}
			switch text := b.Pointer(structure, f.Key).(type) {
			case *guide.Text:
				*text = garbled
			case *[]guide.Text:
				*text = []guide.Text{garbled}
			default:
				continue
			}
			if f.Type == schema.Text {
				want++
			}
		}
	}
	g.Index()
	got := 0
	for _, p := range Check(g, timetable.New(g)) {
		if p.Rule() == "mojibake" {
			got++
		}
	}
	if got != want || want < 20 {
		t.Errorf("%d of %d garbled texts were reported", got, want)
	}
}
