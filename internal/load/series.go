package load

import (
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

const seriesDir = "content/series"

// A series is the front matter of a series as an editor wrote it.
type series struct {
	Title       string             `toml:"title"`
	Former      []string           `toml:"former"`
	Summary     string             `toml:"summary"`
	Audiences   []string           `toml:"audiences"`
	Organizer   guide.Text         `toml:"organizer"`
	Parts       []guide.SeriesPart `toml:"part"`
	Materials   []guide.Material   `toml:"materials"`
	Questions   []guide.Question   `toml:"question"`
	Certificate bool               `toml:"certificate"`
	Signature   guide.Text         `toml:"signature"`
	Draft       bool               `toml:"draft"`
	Date        guide.Date         `toml:"date"`
	Cover       string             `toml:"cover"`
}

var seriesFields = bind[series](&schema.Series)

// isSeries reports whether a Markdown file is about a series.
func isSeries(file string) bool { return strings.HasPrefix(file, seriesDir+"/") }

// decodeSeries decodes the front matter of a series into its page.
func decodeSeries(d *decoder, root toml.Value, page *guide.Page) {
	var s series
	d.table(root, seriesFields, &s)
	page.Title, page.Summary, page.Draft, page.Date, page.Cover, page.Former = s.Title, s.Summary, s.Draft, s.Date, s.Cover, s.Former
	page.Series = &guide.SeriesDetails{
		Audiences: s.Audiences, Organizer: s.Organizer, Parts: s.Parts, Materials: s.Materials, Questions: s.Questions, Certificate: s.Certificate, Signature: s.Signature,
	}
}

// addSeries adds a document of content/series/ to the guide. One that has only photos is
// none: its photos are reported as unused.
func addSeries(t *tree, d guide.Document) {
	if len(d.Pages) == 0 {
		return
	}
	for _, p := range d.Pages {
		if p.Places == nil && !p.Broken {
			t.problems.Add(p.At, "missing-field", "title", diag.Words{EN: strings.ToLower(schema.Series.Label.EN), ZH: schema.Series.Label.ZH})
		}
	}
	t.g.Series = append(t.g.Series, guide.Series{ID: d.ID, Document: d})
}

// fewSeries sorts the series and reports if there are too many.
func fewSeries(t *tree) {
	all := t.g.Series
	slices.SortFunc(all, func(a, b guide.Series) int { return strings.Compare(a.ID, b.ID) })
	if len(all) > schema.SeriesMost {
		t.problems.Add(all[schema.SeriesMost].Document.At(), "too-many/series", schema.SeriesMost)
		t.g.Series = all[:schema.SeriesMost]
	}
}
