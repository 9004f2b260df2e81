package load

import (
	"bytes"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// page is a Markdown file's front matter, as it was parsed.
type page struct {
	frame    string // the languages and themes it was read for
	page     guide.Page
	problems diag.List
}

// readPages reads the front matter of every file on all cores.
func (l *Loader) readPages(g *guide.Guide, files []pageFile, problems *diag.List) []guide.Page {
	frame := string(g.Default())
	themes := make([]string, len(g.Themes))
	for i := range g.Themes {
		themes[i] = g.Themes[i].ID
		frame += " " + themes[i]
	}
	read := make([]*page, len(files))
	parallel(len(files), func(i int) {
		if old := l.pages[files[i].path]; old != nil && old.frame == frame && old.page.Lang == files[i].lang {
			read[i] = old
			return
		}
		p := &page{frame: frame}
		p.page = l.readPage(g, files[i], themes, &p.problems)
		read[i] = p
	})
	pages := make([]guide.Page, len(files))
	kept := make(map[string]*page, len(files))
	for i, p := range read {
		kept[files[i].path] = p
		pages[i] = p.page
		*problems = append(*problems, p.problems...)
	}
	l.pages = kept
	return pages
}

func (l *Loader) readPage(g *guide.Guide, f pageFile, themes []string, problems *diag.List) guide.Page {
	p := guide.Page{At: diag.Place{File: f.path, Line: 1, Column: 1}, Lang: f.lang}
	data, _ := Read(l.fsys, f.path, longestText, problems)
	l.bodies.keep(f.path, data)
	front, body := split(data)
	p.Empty = len(bytes.TrimSpace(data[body:])) == 0
	if front == nil {
		if bytes.HasPrefix(data, []byte("+++")) {
			problems.Add(p.At, "front-matter-open")
		} else if bytes.HasPrefix(data, []byte("---")) {
			problems.Add(p.At, "front-matter-yaml")
		}
		return p
	}
	// A copy: the body is let go before the front matter's strings are.
	s := &source{file: f.path, text: string(front), line: 2, problems: problems, defaults: f.lang, langs: g.Languages}
	t, _ := s.decode()
	if t == nil {
		return p
	}
	p.Title, _ = t.str("title")
	p.Summary, _ = t.str("summary")
	p.Themes = t.refs("themes", "theme", themes)
	p.Draft = t.boolean("draft")
	p.Date = t.date("date")
	p.Cover, _ = t.str("cover")
	if len(t.values) > 0 {
		p.Places = make(map[string]diag.Place, len(t.values))
		for key := range t.values {
			p.Places[key] = t.valuePlace(key)
		}
	}
	t.done()
	return p
}

// split finds the front matter between two +++ lines and the offset at which
// the body begins. front is nil where there is none, or no end of it.
func split(data []byte) (front []byte, body int) {
	rest, ok := bytes.CutPrefix(data, []byte("+++\n"))
	if !ok {
		if rest, ok = bytes.CutPrefix(data, []byte("+++\r\n")); !ok {
			return nil, 0
		}
	}
	start := len(data) - len(rest)
	for pos := start; pos < len(data); {
		end, next := len(data), len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end, next = pos+i, pos+i+1
		}
		if string(bytes.TrimRight(data[pos:end], " \t\r")) == "+++" {
			return data[start:pos], next
		}
		pos = next
	}
	return nil, 0
}

// Body reads a Markdown file for rendering. Its front matter is blanked, not
// cut, so that every offset is the file's own. Its problems were reported
// when it was loaded.
func (l *Loader) Body(path string) []byte {
	data := l.bodies.take(path)
	if data == nil {
		data, _ = Read(l.fsys, path, longestText, new(diag.List))
	}
	_, body := split(data)
	for i := range body {
		if data[i] != '\n' {
			data[i] = ' '
		}
	}
	return data
}

// mostBodies bounds the bodies kept between load and make, in bytes. A guide
// of some thousand pages is then read once; of a larger one the rest is read
// twice, and memory still does not grow with it.
const mostBodies = 40 << 20

// bodies are Markdown files that were read for their front matter and wait to
// be rendered, which takes them out.
type bodies struct {
	mu    sync.Mutex
	files map[string][]byte
	bytes int
}

func (b *bodies) keep(path string, data []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.files == nil {
		b.files = map[string][]byte{}
	}
	b.bytes -= len(b.files[path])
	delete(b.files, path)
	if b.bytes+len(data) <= mostBodies {
		b.files[path] = data
		b.bytes += len(data)
	}
}

func (b *bodies) take(path string) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	data := b.files[path]
	b.bytes -= len(data)
	delete(b.files, path)
	return data
}

func (b *bodies) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files, b.bytes = nil, 0
}
