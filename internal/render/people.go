package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/pinyin"
	"wayside/internal/search"
	"wayside/internal/words"
)

// A PersonPage is /people/<id>/, the page of a person or a term.
type PersonPage struct {
	Frame
	For        *ForView
	Name       template.HTML
	OtherNames []OtherName // in the guide's other languages
	KindName   string
	Pinyin     string // of a Chinese name; "" for others
	Years      string
	Roles      template.HTML
	Gloss      template.HTML
	Portrait   *Figure // nil without photos
	Body       Body
	Gallery    []Figure
	Facts      []Fact
	Appears    []AppearanceList
	Sources    template.HTML // items of a list

	person *guide.Person
}

// An AppearanceList lists sites, routes or other pages whose texts link to a person.
type AppearanceList struct {
	ID    string
	Label string
	Links template.HTML // items of a list
}

// A PeoplePage is /people/, the list of people and terms.
type PeoplePage struct {
	Frame
	Letters []PeopleLetter
}

// A PeopleLetter has the people and terms whose names begin with a letter, in pinyin.
type PeopleLetter struct {
	ID, Letter string
	People     []PersonCard
}

// A PersonCard is a person or a term in a list or a glossary.
type PersonCard struct {
	Href   string
	Name   template.HTML
	Pinyin string // of a Chinese name; "" for others
	Years  string
	Gloss  template.HTML

	key string // by which it is sorted
}

const (
	peopleDir = "people/"
	// mostExplained is how many people and terms the glossary of a handout has.
	mostExplained = 60
)

func personDir(id string) string { return peopleDir + id + "/" }

// addPeople adds the pages of people and terms, and their list.
func (l *listing) addPeople() {
	all := publishedPeople(l.r.guide)
	if len(all) == 0 {
		return
	}
	l.add(peopleDir, diag.Place{File: "content/people"}, func(p *draft) page { return newPeoplePage(p) })
	for _, who := range all {
		l.add(personDir(who.ID), who.Document.At(), func(p *draft) page { return newPersonPage(p, who) })
	}
}

func newPeoplePage(p *draft) *PeoplePage {
	w := p.words()
	page := &PeoplePage{}
	var cards []PersonCard
	for _, who := range people(&p.view) {
		cards = append(cards, newPersonCard(p, who))
	}
	sortCards(cards)
	for _, card := range cards {
		letter := "#"
		if card.key != "" && card.key[0] >= 'a' && card.key[0] <= 'z' {
			letter = strings.ToUpper(card.key[:1])
		}
		if n := len(page.Letters); n == 0 || page.Letters[n-1].Letter != letter {
			id := "letter-" + strings.ToLower(letter)
			if letter == "#" {
				id = "letter-other"
			}
			page.Letters = append(page.Letters, PeopleLetter{ID: id, Letter: letter})
		}
		last := &page.Letters[len(page.Letters)-1]
		last.People = append(last.People, card)
	}
	page.Frame = newFrame(p, "people", w.T("people-terms"), nil)
	page.Description = w.Count("count-people", len(cards))
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p)
	return page
}

// sortCards sorts cards by pinyin. Names without a letter are last.
func sortCards(cards []PersonCard) {
	slices.SortStableFunc(cards, func(a, b PersonCard) int {
		return cmp.Or(cmp.Compare(last(a.key == ""), last(b.key == "")), cmp.Compare(a.key, b.key), cmp.Compare(a.Href, b.Href))
	})
}

func last(is bool) int {
	if is {
		return 1
	}
	return 0
}

func newPersonCard(p *draft, who *guide.Person) PersonCard {
	person(&p.view, who.ID)
	name, reading := personName(p, who), reading(p, who)
	return PersonCard{
		Href: p.to(personDir(who.ID)), Name: name.HTML(), Pinyin: reading, Years: years(p.words(), who.Particulars()), Gloss: p.summary(&who.Document).HTML(),
		key: strings.Join(pinyin.Words(untoned.Replace(cmp.Or(reading, name.Text))), " "),
	}
}

// personName returns the name of a person or a term for a reader.
func personName(p *draft, who *guide.Person) Phrase {
	title := documentTitle(&who.Document, p.lang)
	return p.phraseIn(title.Text, title.Lang)
}

// reading returns the pinyin of a Chinese name: what the editor wrote, or else its
// syllables without tones. It is "" for other names.
func reading(p *draft, who *guide.Person) string {
	name := documentTitle(&who.Document, p.lang)
	if !strings.HasPrefix(string(cmp.Or(name.Lang, p.lang)), "zh") || pinyin.Typed(name.Text) == "" {
		return ""
	}
	return cmp.Or(who.Particulars().Pinyin, strings.Join(pinyin.Words(name.Text), " "))
}

// untoned removes the tone marks of pinyin.
var untoned = func() *strings.Replacer {
	var pairs []string
	for _, v := range []string{"aāáǎà", "eēéěè", "iīíǐì", "oōóǒò", "uūúǔù", "vǖǘǚǜ", "AĀÁǍÀ", "EĒÉĚÈ", "OŌÓǑÒ"} {
		for _, toned := range v[1:] {
			pairs = append(pairs, string(toned), v[:1])
		}
	}
	return strings.NewReplacer(append(pairs, "ü", "v")...)
}()

func newPersonPage(p *draft, who *guide.Person) *PersonPage {
	p.shows(factPerson, who.ID)
	w, d, about := p.words(), &who.Document, who.Particulars()
	name, gloss := personName(p, who), p.summary(d)
	page := &PersonPage{
		person: who, Name: name.HTML(), KindName: w.T("kind-" + about.Kind), Pinyin: reading(p, who), Years: years(w, about), Gloss: gloss.HTML(),
		Facts: personFacts(p, about),
	}
	roles, sources, lang := who.Roles(p.lang)
	page.Roles = p.phraseIn(strings.Join(roles, w.T("list-comma")), lang).HTML()
	var items listItems
	for _, source := range sources {
		items.link(p.phraseIn(source, lang).HTML(), "")
	}
	page.Sources = items.html()
	shown := map[string]bool{}
	p.anchors = photoAnchors(d.Photos)
	page.Portrait = coverFigure(p, d, sizesText, shown)
	page.Body = p.body("person", d, shown)
	page.Gallery = p.gallery(d.Photos, shown)
	page.Appears = appearanceLists(p, who.ID)
	page.Frame = newFrame(p, "person", name.Text, writtenIn(d))
	page.For = forView(&page.Frame, p, readers(p))
	page.OtherNames = otherNames(p, titles(d), name.Text)
	page.Description = cmp.Or(gloss.Text, page.KindName+w.T("comma")+name.Text)
	setTrail(&page.Frame, p, w.T("people-terms"), peopleDir)
	setOpenGraph(&page.Frame, p, d)
	page.Schema = append(page.Schema, personSchema(p, who, page))
	return page
}

// personFacts returns the dates that say more than years, and where else the person is
// described.
func personFacts(p *draft, about guide.Particulars) []Fact {
	w := p.words()
	facts := factList{words: w}
	for _, date := range []struct {
		key string
		day guide.PartialDate
	}{{about.Kind + "-began", about.Born}, {about.Kind + "-ended", about.Died}} {
		if date.day.Month != 0 {
			facts.text(date.key, dayWords(w, date.day))
		}
	}
	if about.SameAs != "" {
		host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(about.SameAs, "https://"), "http://"), "/")
		address := template.HTMLEscapeString(about.SameAs)
		facts.add("same-as", template.HTML(`<a href="`+address+`" rel="noopener">`+template.HTMLEscapeString(strings.TrimPrefix(host, "www."))+`</a>`))
	}
	return facts.all
}

// dayWords returns a date in words, as far as it is known.
func dayWords(w words.Words, d guide.PartialDate) string {
	month := ""
	if months := strings.Fields(w.T("months")); d.Month > 0 && int(d.Month) <= len(months) {
		month = months[d.Month-1]
	}
	switch {
	case d.Month == 0:
		return yearWords(w, d.Year)
	case d.Day == 0:
		return w.Fill("date-month", "y", strconv.Itoa(d.Year), "month", month)
	}
	return w.Fill("date-day", "y", strconv.Itoa(d.Year), "month", month, "d", strconv.Itoa(d.Day))
}

func yearWords(w words.Words, year int) string {
	if year < 0 {
		return w.Fill("year-bce", "y", strconv.Itoa(-year))
	}
	return strconv.Itoa(year)
}

// years returns the years of a person or a term in words, "" if none is known.
func years(w words.Words, about guide.Particulars) string {
	born, died := about.Born.Year, about.Died.Year
	switch {
	case born == 0 && died == 0:
		return ""
	case born == died:
		return yearWords(w, born)
	case died == 0:
		return w.Fill(about.Kind+"-since", "y", yearWords(w, born))
	case born == 0:
		return w.Fill(about.Kind+"-until", "y", yearWords(w, died))
	}
	return w.Fill("years", "from", yearWords(w, born), "to", yearWords(w, died))
}

// appearanceLists lists the sites with halls, the routes, and the other pages whose texts
// link to a person.
func appearanceLists(p *draft, id string) []AppearanceList {
	w := p.words()
	lists := [3]listItems{}
	for _, at := range appearances(&p.view, p.lang, id) {
		switch at.Kind {
		case "site":
			lists[0].link(p.siteLink(siteShown(&p.view, at.ID)), "")
		case "hall":
			site := p.site(at.ID)
			hall := p.phrase(site.Hall(at.Hall).Name)
			lists[0].link(pageLink(p, siteDir(at.ID)+"index.html#"+at.Hall, hall), p.plain(site.Name))
		case "route":
			lists[1].link(pageLink(p, routeDir(at.ID)+"index.html", p.phrase(routeTitle(&p.view, at.ID))), "")
		case "page":
			title := documentTitle(p.freePage(at.ID), p.lang)
			lists[2].link(pageLink(p, at.ID+"/index.html", p.phraseIn(title.Text, title.Lang)), "")
		case "event":
			title := documentTitle(&eventShown(&p.view, at.ID).Document, p.lang)
			lists[2].link(pageLink(p, eventDir(at.ID)+"index.html", p.phraseIn(title.Text, title.Lang)), "")
		case "series":
			link := seriesLink(p, at.ID)
			lists[2].link(pageLink(p, seriesDir(at.ID)+"index.html", Phrase{Text: link.Text, Lang: link.Lang}), "")
		case "person":
			other := person(&p.view, at.ID)
			lists[2].link(pageLink(p, personDir(at.ID)+"index.html", personName(p, other)), "")
		case "home":
			lists[2].link(pageLink(p, "index.html", homeTitle(p)), "")
		}
	}
	var all []AppearanceList
	for i, key := range []string{"sites", "routes", "pages"} {
		if lists[i].b.Len() > 0 {
			all = append(all, AppearanceList{ID: "in-" + key, Label: w.T("appears-in-" + key), Links: lists[i].html()})
		}
	}
	return all
}

// pageLink returns a link to a file below the language's folder.
func pageLink(p *draft, file string, text Phrase) template.HTML {
	href := template.HTMLEscapeString(p.root + p.r.prefix(p.lang) + file)
	return `<a href="` + template.HTML(href) + `">` + text.HTML() + `</a>`
}

// glossary returns the people and terms to which the texts of a handout link.
func glossary(p *draft) []PersonCard {
	var cards []PersonCard
	for _, id := range p.refs.named.all[:min(mostExplained, len(p.refs.named.all))] {
		cards = append(cards, newPersonCard(p, person(&p.view, id)))
	}
	sortCards(cards)
	return cards
}

// toPerson resolves a link to a person or a term.
func toPerson(t *text, id string, at int) (string, bool) {
	who := person(&t.p.view, id)
	switch {
	case who == nil:
		return t.gone(at, "broken-link/person", guide.PersonKind, id, peopleIDs(t.p.r))
	case who.Document.Draft:
		t.p.problems.Add(t.place(at), "link-to-draft", id)
		return "", false
	}
	if t.p.refs != nil {
		t.p.refs.named.add(id)
	}
	return t.to(personDir(id), "")
}

// glossOf returns what a tap on a link to a person or a term shows: the name with the
// years, and a sentence on the next line. Paper shows it in a glossary instead.
func glossOf(p *draft, id string) markdown.Gloss {
	who := person(&p.view, id)
	if who == nil || who.Document.Draft || onPaper(p) {
		return markdown.Gloss{}
	}
	name, gloss := personName(p, who), p.summary(&who.Document)
	if gloss.Text == "" {
		return markdown.Gloss{}
	}
	head := name.Text
	if years := years(p.words(), who.Particulars()); years != "" {
		head = p.words().Fill("name-years", "name", head, "years", years)
	}
	return markdown.Gloss{Text: head + "\n" + gloss.Text, Lang: string(gloss.Lang)}
}

// onPaper reports whether a page is made to be printed.
func onPaper(p *draft) bool {
	return p.r.options.Teacher || strings.HasSuffix(p.address, "/handout/index.html")
}

// The schema.org types of people and terms.
type (
	schemaPerson struct {
		Context     string       `json:"@context,omitempty"`
		Type        string       `json:"@type"`
		ID          string       `json:"@id,omitempty"`
		URL         string       `json:"url,omitempty"`
		Name        string       `json:"name"`
		Other       []string     `json:"alternateName,omitempty"`
		Description string       `json:"description,omitempty"`
		Born        string       `json:"birthDate,omitempty"`
		Died        string       `json:"deathDate,omitempty"`
		Roles       []string     `json:"jobTitle,omitempty"`
		Image       *schemaImage `json:"image,omitempty"`
		SameAs      string       `json:"sameAs,omitempty"`
	}
)

// mention describes a person or a term on another page.
func mention(p *draft, who *guide.Person) schemaPerson {
	about, address := who.Particulars(), p.r.absolute(p.lang, personDir(who.ID))
	v := schemaPerson{Type: "Person", ID: address, URL: address, Name: personName(p, who).Text, SameAs: about.SameAs}
	if about.IsTerm() {
		v.Type = "DefinedTerm"
	}
	return v
}

func personSchema(p *draft, who *guide.Person, page *PersonPage) schemaPerson {
	v, about := mention(p, who), who.Particulars()
	v.Context, v.Description = schemaContext, p.summary(&who.Document).Text
	for _, other := range page.OtherNames {
		v.Other = append(v.Other, other.Text)
	}
	if photo := who.Document.Cover(p.lang); photo != nil {
		v.Image = imageSchema(p, photo)
	}
	if v.Type == "Person" {
		v.Born, v.Died = about.Born.String(), about.Died.String()
		v.Roles, _, _ = who.Roles(p.lang)
	}
	return v
}

func (d *PersonPage) entry(p *draft) *search.Page {
	e := newEntry(p, personName(p, d.person), d.KindName, titles(&d.person.Document))
	e.text(p.summary(&d.person.Document), d.Body)
	_, sources, _ := d.person.Roles(p.lang)
	for _, source := range sources {
		e.section("", "", part{text: source})
	}
	e.gallery(d.Gallery)
	return &e.Page
}
