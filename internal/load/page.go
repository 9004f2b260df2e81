package load

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

// readPage is the parsed front matter of a Markdown file.
type readPage struct {
	frame    string // the languages and themes with which it was read; of an event or a series, also what sites.toml has
	page     *guide.Page
	problems diag.List
}

// readPages reads the front matter of every file on all cores.
func (l *Loader) readPages(g *guide.Guide, files []pageFile, problems *diag.List) []guide.Page {
	usual := string(g.Default())
	themes := make([]string, len(g.Themes))
	for i := range g.Themes {
		themes[i] = g.Themes[i].ID
		usual += " " + themes[i]
	}
	ofEvents := ""
	if l.registry != nil && slices.ContainsFunc(files, func(f pageFile) bool { return refers(f.path) }) {
		ofEvents = l.registry.frame()
	}
	read := make([]*readPage, len(files))
	l.saved.files = len(files)
	complete := l.each(len(files), func(i int) {
		frame := usual
		if refers(files[i].path) {
			frame = ofEvents
		}
		if old := l.pages[files[i].path]; old != nil && old.frame == frame && old.page.Lang == files[i].lang {
			read[i] = old
			return
		}
		p := &readPage{frame: frame}
		p.page = fromFile(l.saved.memory, l.saved.pages, files[i].path, frame+"/"+string(files[i].lang), &p.problems, func() guide.Page {
			return l.pageOf(g, files[i], themes, &p.problems)
		})
		read[i] = p
	})
	if !complete {
		return make([]guide.Page, len(files))
	}
	pages := make([]guide.Page, len(files))
	kept := make(map[string]*readPage, len(files))
	for i, p := range read {
		kept[files[i].path] = p
		pages[i] = *p.page
		*problems = append(*problems, p.problems...)
	}
	l.pages = kept
	return pages
}

// refers reports whether a file refers to what sites.toml has.
func refers(file string) bool { return isEvent(file) || isSeries(file) }

// yaml matches the beginning of front matter in YAML. A page
// may also begin with a thematic break of hyphens.
var yaml = regexp.MustCompile(`^---[ \t]*\r?\n(#.*\r?\n|\s*\n)*[\w"'-]+[ \t]*:`)

// headless matches front matter without its first line, or with empty lines
// before it.
var headless = regexp.MustCompile(`^(?:[ \t]*\r?\n)*(?:\+\+\+[ \t]*\r?\n)?(?:(?:` + strings.Join(slices.Concat(schema.Page.Keys(), schema.Person.Keys(), schema.Event.Keys(), schema.Series.Keys()), "|") + `)[ \t]*=[^\r\n]*\r?\n|[ \t]*(?:#[^\r\n]*)?\r?\n)+\+\+\+[ \t]*(?:\r?\n|$)`)

func (l *Loader) pageOf(g *guide.Guide, f pageFile, themes []string, problems *diag.List) guide.Page {
	p := guide.Page{At: diag.Place{File: f.path, Line: 1, Column: 1}, Lang: f.lang}
	data, missing := readText(l.fsys, f.path, longestText, problems)
	p.Broken = data == nil && !missing // such as a file in another encoding
	if missing {                       // although it is in the list of its folder
		unreadable(l.fsys, f.path, fs.ErrNotExist, problems)
	}
	front, body := Split(data)
	p.Empty = len(bytes.TrimSpace(data[body:])) == 0
	p.Placeholders = placeholders(f, data, body)
	text := string(data[body:])
	p.People = guide.LinkedPeople(text)
	p.Years, p.Lifespans = guide.YearsIn(f.path, text, 1+bytes.Count(data[:body], []byte("\n")))
	if front == nil {
		if first := firstLine(data); first == "+++" {
			problems.Add(p.At, "front-matter-open")
		} else if yaml.Match(data) {
			problems.Add(p.At, "front-matter-yaml")
		} else if headless.Match(data) {
			problems.Add(p.At, "front-matter-open/start")
		}
		return p
	}
	d := newDecoder(f.path, string(front), 2, g, problems)
	d.names = &names{themes: themes, guide: g, unread: l.registry != nil && l.registry.names.unread}
	if refers(f.path) && l.registry != nil {
		d.names = &l.registry.names
	}
	root, ok := d.parse(string(front))
	p.Broken, d.broken = !ok, !ok
	switch {
	case isPerson(f.path):
		decodePerson(d, root, &p)
	case isEvent(f.path):
		decodeEvent(d, root, &p)
	case isSeries(f.path):
		decodeSeries(d, root, &p)
	default:
		d.table(root, pageFields, &p)
	}
	if len(root.Table()) > 0 {
		p.Places = make(map[string]diag.Place, len(root.Table()))
		for key := range root.Table() {
			p.Places[key] = d.at(root.Get(key))
		}
	}
	return p
}

// placeholders returns the paragraphs of a body that begin with a placeholder.
func placeholders(f pageFile, data []byte, body int) (all []guide.Passage) {
	for _, text := range schema.BodyPlaceholders() {
		if i := bytes.Index(data[body:], text); i >= 0 && (body+i == 0 || data[body+i-1] == '\n') {
			all = append(all, guide.Passage{Lang: f.lang, Text: string(text), At: diag.PlaceIn(f.path, data, body+i)})
		}
	}
	return all
}

// Split returns the front matter between two +++ lines and the offset at which
// the body begins. front is nil if there is none or it has no end.
func Split(data []byte) (front []byte, body int) {
	start := -1
	for pos := 0; pos < len(data); {
		end, next := len(data), len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end, next = pos+i, pos+i+1
		}
		fence := string(bytes.TrimRight(data[pos:end], " \t\r")) == "+++"
		switch {
		case start < 0 && !fence:
			return nil, 0
		case start < 0:
			start = next
		case fence:
			return data[start:pos:pos], next
		}
		pos = next
	}
	return nil, 0
}

// Front returns the front matter of a file, "" if there is none or it cannot be read.
func Front(project fs.FS, file string) string {
	data, _ := fs.ReadFile(project, file)
	front, _ := Split(data)
	return string(front)
}

// firstLine returns a text's first line without trailing spaces.
func firstLine(data []byte) string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return string(bytes.TrimRight(line, " \t\r"))
}

// Body reads a Markdown file for rendering. The front matter is blanked out instead
// of removed, so that offsets are those of the file. Problems were reported when
// the file was loaded.
func (l *Loader) Body(path string) []byte {
	data, _ := readText(l.fsys, path, longestText, new(diag.List))
	_, body := Split(data)
	for i := range body {
		if data[i] != '\n' {
			data[i] = ' '
		}
	}
	return data
}
