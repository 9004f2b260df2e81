package render

import (
	"html/template"
	"path"
	"slices"
	"strings"
	"time"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/speech"
)

// A Body is a text made from Markdown.
type Body struct {
	HTML template.HTML
	Lang guide.Lang // "" if it is that of the page

	sections []markdown.Section     // the text by section, for the search
	plain    func(limit int) string // the text of a field; nil for others
}

// marked returns the text, in an element with its language if that is not the
// page's, for templates that have no element for the attribute.
func (b Body) marked() template.HTML {
	if b.Lang == "" || b.HTML == "" {
		return b.HTML
	}
	return `<div lang="` + template.HTML(template.HTMLEscapeString(string(b.Lang))) + `">` + b.HTML + `</div>`
}

// spoken returns how long the text takes to say. The inset must have asked for it.
func (b Body) spoken() time.Duration {
	total := time.Duration(0)
	for _, s := range b.sections {
		total += speech.Time(s.Heading) + speech.Time(strings.Split(s.Text, markdown.Gap)...)
	}
	return total
}

// text is the context of a Markdown text while it is rendered.
type text struct {
	inset
	p       *draft
	dir     string          // the folder to which its paths are relative
	doc     *guide.Document // the document whose photos it may show; nil for a field of the registry
	lang    guide.Lang
	from    guide.Lang // the language from which it is converted; "" if it is shown as it was written
	place   func(offset int) diag.Place
	shown   map[string]bool // the photos it has shown, by file
	local   []localLink     // links to headings of the same page
	players map[string]bool // the anchors of its players
}

// An inset says how a text is placed on a page that shows other texts as well.
type inset struct {
	prefix    string   // prefix of its ids, which makes them unique on the page
	shift     int      // the number of levels by which its headings are lowered
	audiences []string // the audiences of the page; nil for all
	spoken    bool     // whether it is asked how long the text takes to say
	home      string   // for a document shown on another page: the folder of its page
	screen    bool     // whether that page is not made for paper
	// pictured and labelled are called with every picture and labelled block that the
	// text shows; labelled returns what follows in the block. Nil: not needed.
	pictured func(*Figure)
	labelled func(markdown.Labelled) string
}

type localLink struct {
	id string
	at int // offset
}

// body renders a document in the reader's language or, if it is not translated, in
// the language of Document.In. It adds the photos that the text shows to shown.
// kind is that of the page's layout, whose ids headings do not take; neither do they take
// more, which texts may link to.
func (p *draft) body(kind string, d *guide.Document, shown map[string]bool, more ...string) Body {
	page := d.In(p.lang)
	p.authored = page != nil && page.Lang == p.lang && page.From == ""
	if page == nil || page.Empty {
		return Body{}
	}
	parsed := p.parsed(page.At.File)
	t := &text{p: p, dir: d.Dir, doc: d, lang: page.Lang, from: page.From, shown: shown, place: diag.NewLines(page.At.File, parsed.Source, 1).Place}
	request := t.request(parsed)
	taken := p.r.layouts.ids(kind)
	request.Taken = func(id string) bool { return taken[id] || slices.Contains(more, id) }
	result := p.r.markdown.Render(request)
	ids := make(map[string]bool, len(result.Headings)+len(more))
	for _, h := range result.Headings {
		ids[h.ID] = true
	}
	for _, id := range more {
		ids[id] = true
	}
	t.finish(result, ids)
	p.source, p.headings = page.At.File, keys(ids)
	return Body{HTML: template.HTML(result.HTML), Lang: p.phraseIn("", page.Lang).Lang, sections: result.Sections}
}

// bodyOn renders a document on another page. Links to its headings lead to the
// document's page, which also reports its problems.
func (p *draft) bodyOn(d *guide.Document, in inset) Body {
	page := d.In(p.lang)
	if page == nil || page.Empty {
		return Body{}
	}
	t := &text{inset: in, p: quiet(p), dir: d.Dir, doc: d, lang: page.Lang, from: page.From, place: func(int) diag.Place { return page.At }}
	request := t.request(p.parsed(page.At.File))
	request.Place = nil
	result := p.r.markdown.Render(request)
	took(p, result)
	p.addressed, p.plays = p.addressed || t.p.addressed, p.plays || t.p.plays
	return Body{HTML: template.HTML(result.HTML), Lang: p.phraseIn("", page.Lang).Lang, sections: result.Sections}
}

// took notes what the page needs for a text that it shows.
func took(p *draft, result markdown.Result) {
	p.code, p.paired, p.dated = p.code || result.Code, p.paired || result.Paired, p.dated || result.Dated
}

// passage renders a Markdown field of the registry or a route.
func (p *draft) passage(field guide.Text, in inset) Body {
	if field.Empty() {
		return Body{}
	}
	passage := field.Passage(p.lang)
	source := passage
	if passage.From != "" {
		source = field.Passage(passage.From)
	}
	t := &text{inset: in, p: p, dir: path.Dir(passage.At.File), lang: passage.Lang, from: passage.From, place: source.Place, shown: map[string]bool{}}
	result := p.r.markdown.Render(t.request(p.r.parsedPassage(source.Text)))
	ids := make(map[string]bool, len(result.Headings))
	for _, h := range result.Headings {
		ids[h.ID] = true
	}
	t.finish(result, ids)
	return Body{template.HTML(result.HTML), p.phraseIn("", passage.Lang).Lang, result.Sections, result.Plain}
}

// parsed returns a document's parsed body. Parsing takes longer than rendering.
func (v *view) parsed(file string) *markdown.Parsed {
	v.shows(factBody, file)
	r := v.r
	return r.bodies.get(file, func() *markdown.Parsed { return r.markdown.Parse(r.options.Body(file)) })
}

// parsedPassage is like parsed for the text of a field, which a route's page, its
// handout and its files show.
func (r *Renderer) parsedPassage(source string) *markdown.Parsed {
	return r.passages.get(source, func() *markdown.Parsed { return r.markdown.Parse([]byte(source)) })
}

func (t *text) request(parsed *markdown.Parsed) markdown.Request {
	w := t.p.r.words(t.p.lang)
	return markdown.Request{
		Parsed: parsed, Place: t.place, Lang: string(t.lang), Convert: t.conversion(), Wordings: t.p.r.options.Wordings, Shift: t.shift, IDPrefix: t.prefix, Audiences: t.audiences, Sections: t.p.search || t.spoken,
		Link: t.link, Picture: t.picture, Player: t.player, Labelled: t.labelled,
		Gloss: func(id string) markdown.Gloss { return glossOf(t.p, id) },
		Cite:  func(c markdown.Citation) (markdown.Cited, bool) { return cited(t, c) },
		Label: func(key string) string {
			if key == "heading-link" && t.home != "" {
				return "" // only the document's page has heading anchors
			}
			return w.T("label-" + key)
		},
		Audience: func(id string) (string, []string, bool) {
			if a := t.p.r.guide.Audience(id); a != nil {
				t.p.addressed = true
				name, _ := a.Name.In(t.p.lang)
				return name, nil, true
			}
			var known []string
			for i := range t.p.r.guide.Audiences {
				known = append(known, t.p.r.guide.Audiences[i].ID)
			}
			return "", known, false
		},
	}
}

// conversion returns how the text is written in its language; nil if it was written in it.
func (t *text) conversion() *markdown.Conversion {
	if t.from == "" {
		return nil
	}
	c := t.p.converter()
	return &markdown.Conversion{From: string(t.from), Piece: func(text string, chinese bool) string {
		for term := range c.Terms(text) {
			t.p.terms[term] = true
		}
		return c.Piece(text, chinese)
	}}
}

// finish adds a text's problems to the page and checks its local links.
func (t *text) finish(result markdown.Result, ids map[string]bool) {
	took(t.p, result)
	for _, link := range t.local {
		if !ids[link.id] {
			t.p.problems.AddUnknown(t.place(link.at), "broken-anchor", link.id, keys(ids))
		}
	}
	t.p.problems = append(t.p.problems, result.Problems...)
}

// onPaper reports whether the text is printed, on the handout of a route.
func (t *text) onPaper() bool { return t.home != "" && !t.screen }

// picture renders a picture inside a text. If it cannot be shown, its description
// and caption remain.
func (t *text) picture(m markdown.Picture) markdown.Fragment {
	file, ok := t.pictureFile(m)
	alt := Phrase{Text: m.Alt} // in the language of the text around it
	photo := photoOf(t.doc, file)
	if m.Paired {
		photo = t.sitePhoto(file)
		alt = t.pairedAlt(m, photo, ok)
	}
	sizes := sizesText
	if t.onPaper() {
		sizes = sizesPaper
	}
	pic := t.p.picture(file, alt, sizes, t.urgency())
	if pic == nil { // pictureFile or the survey has reported the reason
		pic = &Picture{Unshown: true, Alt: alt}
		if m.Alt == "" && m.Title == "" {
			pic.Alt.Text = path.Base(m.Dest)
		}
	}
	id := ""
	if t.shown != nil && !pic.Unshown {
		id = anchorOf(t.p, file)
		t.shown[file] = true
	}
	f := &Figure{Picture: *pic}
	if photo != nil && ok {
		if t.onPaper() { // readers of a handout hear the narration from their guide
			f = apart(t.p, func() *Figure { return t.p.captioned(photo, *pic) })
			f.Narration = ""
		} else {
			f = t.p.captioned(photo, *pic)
		}
	}
	f.ID = id
	if m.Title != "" {
		f.caption = Phrase{Text: m.Title}
		f.Caption = f.caption.HTML()
	}
	if t.pictured != nil {
		t.pictured(f)
	}
	if m.Block {
		return markdown.Fragment{HTML: string(t.p.part("figure", f)), Text: f.text()}
	}
	inline := string(t.p.part("picture", &f.Picture))
	if id != "" {
		inline = `<span id="` + template.HTMLEscapeString(id) + `">` + inline + `</span>`
	}
	return markdown.Fragment{HTML: inline, Text: f.Picture.text()}
}

// sitePhoto returns a photo of the text's own gallery, or of that of the site in whose
// folder the file is; nil if there is none.
func (t *text) sitePhoto(file string) *guide.Photo {
	if photo := photoOf(t.doc, file); photo != nil {
		return photo
	}
	rest, inSite := strings.CutPrefix(file, "content/sites/")
	id, _, _ := strings.Cut(rest, "/")
	if !inSite {
		return nil
	}
	if site := t.p.site(id); site != nil {
		return photoOf(&site.Document, file)
	}
	return nil
}

// pairedAlt returns the description of a picture of then and now, which its gallery has.
func (t *text) pairedAlt(m markdown.Picture, photo *guide.Photo, found bool) Phrase {
	if photo != nil {
		return t.p.phrase(photo.Alt)
	}
	if found {
		t.p.problems.Add(t.place(m.Offset), "missing-alt/pair", m.Dest)
	}
	return Phrase{}
}

// pictureFile returns the file of a picture, or reports why there is none.
func (t *text) pictureFile(m markdown.Picture) (file string, ok bool) {
	at := t.place(m.Offset)
	name, isLocal := markdown.LocalFile(m.Dest)
	scheme, rest, _ := strings.Cut(strings.ToLower(m.Dest), ":")
	switch {
	case isLocal:
		t.p.problems.Add(at, "picture-missing/local", m.Dest, name)
	case scheme == "data":
		t.p.problems.Add(at, "picture-missing/data")
	case strings.HasPrefix(rest, "//"):
		name, _, _ = strings.Cut(m.Dest, "?")
		t.p.problems.Add(at, "picture-missing/remote", m.Dest, path.Base(name))
	case strings.Contains(m.Dest, `\`):
		t.p.problems.Add(at, "picture-missing/backslash", m.Dest, strings.ReplaceAll(m.Dest, `\`, "/"))
	default:
		file, ok = t.file(m.Dest, m.Offset, "picture-missing")
		if !ok || recording(file) == "" {
			return file, ok
		}
		t.p.problems.Add(at, "picture-missing/recording", m.Dest)
	}
	return "", false
}

// file returns the file at a path relative to the text's folder, whose name may be
// encoded as in an address. If there is none, it reports key.
func (t *text) file(written string, offset int, key string) (file string, ok bool) {
	for _, name := range []string{written, decoded(written)} {
		if file, ok = guide.Inside(t.dir, name); !ok {
			t.p.problems.Add(t.place(offset), "path-outside", written)
			return "", false
		}
		if t.p.hasFile(file) {
			t.p.files = append(t.p.files, file)
			return file, true
		}
	}
	t.p.problems.AddUnknown(t.place(offset), key, written, t.neighbours())
	return "", false
}

// urgency returns when the text's pictures are loaded: those of a handout are
// loaded with the page.
func (t *text) urgency() urgency {
	if t.onPaper() {
		return ready
	}
	return lazy
}

// neighbours lists the files in the text's folder, for suggestions.
func (t *text) neighbours() []string {
	var names []string
	for file := range t.p.r.guide.Files {
		if name, ok := strings.CutPrefix(file, t.dir+"/"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
