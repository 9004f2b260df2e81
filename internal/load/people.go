package load

import (
	"slices"
	"strings"

	"wayside/internal/cite"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
	"wayside/internal/toml"
)

const (
	sourcesFile = "content/sources.json"

	longestSources = 16 << 20 // a library of ten thousand works with abstracts
)

// A person is the front matter of a person or a term as an editor wrote it.
type person struct {
	Name    string            `toml:"name"`
	Former  []string          `toml:"former"`
	Kind    string            `toml:"kind"`
	Gloss   string            `toml:"gloss"`
	Born    guide.PartialDate `toml:"born"`
	Died    guide.PartialDate `toml:"died"`
	DiedAt  diag.Place        `toml:"died,place"`
	Roles   []string          `toml:"roles"`
	Pinyin  string            `toml:"pinyin"`
	SameAs  string            `toml:"same_as"`
	Sources []string          `toml:"sources"`
	Draft   bool              `toml:"draft"`
	Date    guide.Date        `toml:"date"`
	Cover   string            `toml:"cover"`
}

var personFields = bind[person](&schema.Person)

// isPerson reports whether a Markdown file is about a person or a term.
func isPerson(file string) bool { return strings.HasPrefix(file, peopleDir+"/") }

// decodePerson decodes the front matter of a person or a term into its page.
func decodePerson(d *decoder, root toml.Value, page *guide.Page) {
	var p person
	d.table(root, personFields, &p)
	page.Title, page.Summary, page.Draft, page.Date, page.Cover, page.Former = p.Name, p.Gloss, p.Draft, p.Date, p.Cover, p.Former
	page.Particulars = &guide.Particulars{
		Kind: p.Kind, Born: p.Born, Died: p.Died, DiedAt: p.DiedAt, Roles: p.Roles, Pinyin: p.Pinyin, SameAs: wikidata(p.SameAs), Sources: p.Sources,
	}
}

// wikidata returns the address of an identity.
func wikidata(identity string) string {
	if strings.HasPrefix(identity, "Q") {
		return "https://www.wikidata.org/wiki/" + identity
	}
	return identity
}

// isIdentity reports whether a text is an item of Wikidata or a web address.
func isIdentity(text string) bool {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return true
	}
	number, isItem := strings.CutPrefix(text, "Q")
	return isItem && number != "" && number[0] != '0' && strings.Trim(number, "0123456789") == ""
}

// meantIdentity reads items of Wikidata in lower case, and addresses.
func meantIdentity(text string) string {
	if upper := strings.ToUpper(strings.TrimSpace(text)); isIdentity(upper) {
		return upper
	}
	return meantURL(text)
}

// addPerson adds a document of content/people/ to the guide. One that has only photos
// is none: its photos are reported as unused.
func addPerson(t *tree, d guide.Document) {
	if len(d.Pages) == 0 {
		return
	}
	for _, p := range d.Pages {
		if p.Title == "" && p.Places == nil && !p.Broken {
			t.problems.Add(p.At, "missing-field", "name", diag.Words{EN: strings.ToLower(schema.Person.Label.EN), ZH: schema.Person.Label.ZH})
		}
	}
	t.g.People = append(t.g.People, guide.Person{ID: d.ID, Document: d})
}

// fewPeople sorts the people and reports if there are too many.
func fewPeople(t *tree) {
	all := t.g.People
	slices.SortFunc(all, func(a, b guide.Person) int { return strings.Compare(a.ID, b.ID) })
	if len(all) > schema.PeopleMost {
		t.problems.Add(all[schema.PeopleMost].Document.At(), "too-many/people", schema.PeopleMost)
		t.g.People = all[:schema.PeopleMost]
	}
}

// readSources reads the works that texts cite.
func readSources(l *Loader, g *guide.Guide, problems *diag.List) {
	data, _ := l.file(sourcesFile, longestSources, problems)
	if data == nil {
		return
	}
	items, faults := cite.Parse(data)
	lines := diag.NewLines(sourcesFile, data, 1)
	for _, f := range faults {
		problems.Add(lines.Place(f.Offset), f.Key, f.Args...)
	}
	g.SourcesBroken = len(faults) > 0
	g.Sources = make(map[string]cite.Item, len(items))
	for _, item := range items {
		g.Sources[item.Key] = item
	}
}
