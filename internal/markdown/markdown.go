// Package markdown converts an editor's Markdown to HTML.
//
// The input is a body of Markdown and functions that know the project: where a
// link leads, how a picture is shown, the name of an audience. The output is HTML,
// the headings, and problems with exact positions.
//
// Unless the project allows raw HTML, the output never contains anything that a
// strict content security policy forbids (scripts, inline styles, links with
// unknown schemes). The package reads no files.
//
// goldmark parses the body; this package walks the tree and writes the HTML.
// goldmark's renderer is not used because its functions receive the node but not
// the request, and because its defaults emit attributes that are forbidden here.
package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"wayside/internal/diag"
	"wayside/internal/prose"
)

// Options apply to a whole guide.
type Options struct {
	RawHTML bool // pass raw HTML through; if false, show it as text
}

// A Renderer renders the bodies of a guide. It is safe for concurrent use.
type Renderer struct {
	raw    bool
	parser parser.Parser
}

// New returns a Renderer.
func New(o Options) *Renderer {
	return &Renderer{raw: o.RawHTML, parser: newParser()}
}

// A Parsed is a parsed body, which can be rendered several times.
type Parsed struct {
	Source []byte
	doc    ast.Node
	mu     sync.Mutex // goldmark's nodes cache values
}

// Parse parses a body. The source is UTF-8 and must not be modified afterwards. A
// file's front matter is replaced with spaces, keeping newlines, so that offsets
// in the source are offsets in the file.
func (r *Renderer) Parse(source []byte) *Parsed {
	context := parser.NewContext()
	context.Set(effortKey, newEffort(source))
	return &Parsed{Source: source, doc: r.parser.Parse(text.NewReader(source), parser.WithContext(context))}
}

// A Request describes the rendering of one body. All functions except Place,
// Gloss, Cite and Labelled are required.
type Request struct {
	Parsed *Parsed
	// Place converts a byte offset of the source to a position in the project.
	// It is called only for problems. If Place is nil, no problems are reported.
	Place func(offset int) diag.Place
	// Lang is the text's language as a BCP 47 tag. It determines whether “ ” … —
	// are Chinese punctuation.
	Lang string
	// Convert, if not nil, converts the text to Lang. What is code, an id or an address stays
	// as it is, as do ::: source and passages with a lang or translate="no" of raw HTML.
	Convert *Conversion
	// Wordings finds forms that the guide does not use, which are reported outside code and
	// ::: source; nil for none.
	Wordings *prose.Wordings
	// Shift is added to the levels of headings, up to h6.
	Shift int
	// IDPrefix precedes the ids of headings and footnotes, so that several bodies
	// can share a page. It must not need escaping in an attribute.
	IDPrefix string
	// Taken reports whether the rest of the page has an id, without IDPrefix; nil if it has
	// none. A heading of the same name gets another: scripts, links and names of sections lead
	// to the first of an id.
	Taken func(id string) bool
	// Inline omits the <p> around a single paragraph, for use inside a line.
	Inline bool
	// Link resolves a destination; the returned href need not be escaped. It is
	// called for all links except those to http, https, mailto, tel and geo, and
	// reports its own problems. If ok is false, the text has no <a>.
	Link func(Link) (href string, ok bool)
	// Gloss returns what is said of a person or a term, by its id, when a link to it is
	// tapped. It may be nil.
	Gloss func(id string) Gloss
	// Cite returns what is shown of a citation and reports its own problems. If ok is
	// false, the source is not known. If Cite is nil, citations are shown as written.
	Cite func(Citation) (shown Cited, ok bool)
	// Picture returns an image and reports its own problems, except for a missing
	// description, which Render reports. Destinations with any scheme are passed to
	// it, and it must not return one that the policy forbids.
	Picture func(Picture) Fragment
	// Player returns a player with its transcript and reports its own problems.
	Player func(Player) Fragment
	// Label returns the theme's word, as plain text, for: note, task, role,
	// source, story, footnotes, footnote-back; audience, which
	// precedes the audiences' names and may be ""; heading-link, the name of a
	// heading's link to itself, or "" for no such link.
	Label func(key string) string
	// Audience returns the name of an audience. If ok is false, there is no
	// audience with that id, and known contains the existing ids.
	Audience func(id string) (name string, known []string, ok bool)
	// Labelled is called with each labelled block and returns HTML to add at its
	// end, such as room to write on paper, or "". It may be nil.
	Labelled func(Labelled) string
	// Audiences are the readers of the text: passages for other audiences are
	// omitted, and passages for all of them are not labelled. If empty, all
	// passages are included and labelled.
	Audiences []string
	// Sections requests the body as text in Result.Sections.
	Sections bool
}

// A Conversion writes a text in another script of its language.
type Conversion struct {
	From string // the language in which the text was written
	// Piece converts a part of a text. chinese says whether what is around it is Chinese.
	Piece func(text string, chinese bool) string
}

// A Fragment is HTML together with the text that it shows.
type Fragment struct{ HTML, Text string }

// A Link is a link's destination as written by an editor.
type Link struct {
	Dest   string // unescaped: "site:kaishan-island", "about.md#map", "#map"
	Text   string // plain
	Offset int    // of its first byte in the source
}

// A Gloss is a sentence about a person or a term.
type Gloss struct {
	Text string // plain
	Lang string // as a BCP 47 tag; "" for that of the page
}

// A Picture is an image as written by an editor.
type Picture struct {
	Dest, Alt, Title string // unescaped, plain; Title is the caption, "" for none; not checked: Dest may be file:… or data:…
	Offset           int    // of its first byte in the source
	Block            bool   // alone in its paragraph: a <figure>, not inside a <p>
	Paired           bool   // of a then-now, which has no description of its own: Alt and Title are ""
}

// A Labelled is a block such as ::: task, as it was rendered.
type Labelled struct {
	Name  string // "note", "task", "role", "source" or "story"
	Label string // plain
	HTML  string // its content, without the label
	Text  string // the same as plain text
}

// A Player is a recording or a video placed by an editor.
type Player struct {
	Video      bool
	File       string
	Title      string // plain; "" for none
	Offset     int    // of the file's name in the source
	Transcript string // HTML; "" for none
	Text       string // the same as plain text
}

// A Result is a rendered body.
type Result struct {
	HTML     string
	Headings []Heading // in order
	Code     bool      // there is highlighted code: the page needs HighlightCSS
	Paired   bool      // there are pictures of then and now
	Dated    bool      // there is a timeline
	Problems diag.List // unsorted
	Sections []Section // nil unless requested

	body body
}

// A Heading is a heading of a rendered body.
type Heading struct {
	Level  int    // level of its element, 2 to 6
	ID     string // with IDPrefix
	Text   string // plain
	Offset int    // of its first byte in the source
}

// Plain returns the first limit characters of the body's text, or all of it if
// limit is 0: without headings, code blocks, footnotes and markup, and with a space
// between blocks. The text is computed on each call.
func (r *Result) Plain(limit int) string { return r.body.plain(limit) }

// Render renders a body. It never fails: problems are in Result.Problems.
func (r *Renderer) Render(req Request) Result {
	req.Parsed.mu.Lock()
	defer req.Parsed.mu.Unlock()
	p := page{Request: &req, raw: r.raw, level: 1, linter: linter{place: req.Place}}
	p.body = body{
		source: req.Parsed.Source, doc: req.Parsed.doc,
		chinese: strings.HasPrefix(req.Lang, "zh") || strings.HasPrefix(req.Lang, "ja"), conversion: req.Convert,
	}
	p.out = buffers.Get().(*buffer)
	p.out.Reset()
	if req.Sections {
		p.text = newSections()
	}
	if only := p.doc.FirstChild(); req.Inline && p.doc.ChildCount() == 1 && ast.IsParagraph(only) {
		p.fresh = true
		checkTypos(&p, only)
		p.inlines(only)
	} else {
		p.blocks(p.doc)
	}
	result := Result{
		HTML: p.out.String(), Headings: p.headings, Code: p.code, Paired: p.paired, Dated: p.dated, Problems: p.problems, Sections: p.text.result(), body: p.body,
	}
	buffers.Put(p.out)
	return result
}

// buffers are reused between the bodies of a guide, which may be thousands.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

// A buffer is a bytes.Buffer with the methods that goldmark's text writer requires.
type buffer struct{ bytes.Buffer }

func (*buffer) Buffered() int { return 0 }
func (*buffer) Flush() error  { return nil }
