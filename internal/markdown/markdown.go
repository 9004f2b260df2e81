// Package markdown turns what an editor wrote into HTML.
//
// A body of Markdown comes in with a few functions that know the project:
// where a link leads, how a picture is shown, what an audience is called.
// HTML comes out, with the headings and every problem at its true place.
//
// It refuses to emit anything a strict content security policy forbids
// (scripts, inline styles, links with unknown schemes), whatever the body
// says, unless the project asked for raw HTML. It never reads a file.
//
// goldmark parses; the HTML is written here by a walk of our own. goldmark's
// renderer calls functions that know the node but not the request, so every
// one of ours would have had to fetch the request from somewhere, and its
// own would still emit the attributes that we must not.
package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"wayside/internal/diag"
)

// Options hold for a whole guide.
type Options struct {
	RawHTML bool // pass raw HTML through; false shows it as text
}

// A Renderer is made once for a guide and used from many goroutines.
type Renderer struct {
	raw    bool
	parser parser.Parser
}

// New makes a Renderer.
func New(o Options) *Renderer {
	return &Renderer{raw: o.RawHTML, parser: newParser()}
}

// A Parsed is a body that was parsed, to be rendered wherever it is shown.
type Parsed struct {
	Source []byte
	doc    ast.Node
	mu     sync.Mutex // goldmark's nodes keep what they were asked
}

// Parse parses a body. Its source is UTF-8, and nobody may write in it any
// more. A file's front matter is blanked with spaces, its newlines kept, so
// that offsets in the source are the file's own.
func (r *Renderer) Parse(source []byte) *Parsed {
	context := parser.NewContext()
	context.Set(effortKey, &effort{})
	return &Parsed{Source: source, doc: r.parser.Parse(text.NewReader(source), parser.WithContext(context))}
}

// A Request is one body to render. Every function but Place must be there: a
// body is free to use any of them.
type Request struct {
	Parsed *Parsed
	// Place tells where in the project a byte offset of the source is. It is
	// called only when there is a problem. nil is for a text whose problems
	// are told elsewhere: none are looked for.
	Place func(offset int) diag.Place
	// Lang is the text's language, BCP 47. It decides whether “ ” … — are
	// Chinese punctuation.
	Lang string
	// Shift moves headings down by so many levels, to h6 at most.
	Shift int
	// IDPrefix stands before the ids of headings and footnotes, so that
	// several bodies can share a page. It must be safe in an attribute.
	IDPrefix string
	// Inline says that the text is to stand inside a line: the <p> around a
	// single paragraph is dropped.
	Inline bool

	// Link resolves a destination; the returned href need not be escaped.
	// It is called for every link but those to http, https, mailto, tel and
	// geo, and reports its own problems. Not ok leaves the text without <a>.
	Link func(Link) (href string, ok bool)
	// Picture returns an image and reports its own problems, except for a
	// missing description, which is reported here.
	Picture func(Picture) Fragment
	// Audio returns the HTML of a player and reports its own problems.
	Audio func(Audio) string
	// Label is the theme's word, as plain text, for: note, task, role,
	// source, story, audio-transcript, footnotes, footnote-back; audience,
	// which goes before the audiences' names and may be ""; heading-link,
	// which names a heading's link to itself, "" for no such link.
	Label func(key string) string
	// Audience is the name of an audience; not ok when there is none with
	// that id, and known are then the ids there are.
	Audience func(id string) (name string, known []string, ok bool)
	// Audiences are whom the text is for: a passage for none of them is left
	// out, and one for all of them needs no label. Empty: everybody, and each
	// passage says for whom it is.
	Audiences []string
	// Sections asks for the body as text, too.
	Sections bool
}

// A Fragment is HTML with the text that it shows.
type Fragment struct{ HTML, Text string }

// A Link is one destination that an editor wrote.
type Link struct {
	Dest   string // unescaped: "site:kaishan-island", "about.md#map", "#map"
	Text   string // plain
	Offset int    // of its first byte in the source
}

// A Picture is one image that an editor wrote.
type Picture struct {
	Dest, Alt, Title string // unescaped, plain; Title is the caption, "" for none
	Offset           int    // of its first byte in the source
	Block            bool   // alone in its paragraph: a <figure>, without a <p> around it
}

// An Audio is a recording that an editor placed; its transcript follows.
type Audio struct {
	File   string
	Offset int // of the file's name in the source
}

// A Result is a rendered body.
type Result struct {
	HTML     string
	Headings []Heading // in order
	Code     bool      // there is highlighted code: the page needs HighlightCSS
	Problems diag.List // in no order
	Sections []Section // where the request asked for them

	body body
}

// A Heading of a body, as it is shown.
type Heading struct {
	Level  int    // of its element, 2 to 6
	ID     string // with IDPrefix
	Text   string // plain
	Offset int    // of its first byte in the source
}

// Plain is the first limit characters of what the body says, 0 for all of
// it: without headings, code blocks, footnotes and markup, and with one space
// between blocks. The parsed body is kept for it, and read only when asked.
func (r *Result) Plain(limit int) string { return r.body.plain(limit) }

// Render never fails: what is wrong with a body is in Result.Problems.
func (r *Renderer) Render(req Request) Result {
	req.Parsed.mu.Lock()
	defer req.Parsed.mu.Unlock()
	p := page{Request: &req, raw: r.raw, level: 1, linter: linter{place: req.Place}}
	p.body = body{
		source: req.Parsed.Source, doc: req.Parsed.doc,
		chinese: strings.HasPrefix(req.Lang, "zh") || strings.HasPrefix(req.Lang, "ja"),
	}
	p.out = buffers.Get().(*buffer)
	p.out.Reset()
	if req.Sections {
		p.text = newSections()
	}
	if only := p.doc.FirstChild(); req.Inline && p.doc.ChildCount() == 1 && ast.IsParagraph(only) {
		p.fresh = true
		p.inlines(only)
	} else {
		p.blocks(p.doc)
	}
	result := Result{
		HTML: p.out.String(), Headings: p.headings, Code: p.code, Problems: p.problems, Sections: p.text.result(), body: p.body,
	}
	buffers.Put(p.out)
	return result
}

// buffers keep their memory from body to body; thousands are rendered.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

// A buffer is a bytes.Buffer with what goldmark's writer of text asks for.
type buffer struct{ bytes.Buffer }

func (*buffer) Buffered() int { return 0 }
func (*buffer) Flush() error  { return nil }
