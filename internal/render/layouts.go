package render

import (
	"bytes"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/guide"
	"wayside/internal/output"
	"wayside/internal/words"
)

// layouts parses a layout when the first page of its kind and language is made, so
// that a preview of one page parses only one layout.
type layouts struct {
	theme   fs.FS
	wordsIn func(guide.Lang) words.Words
	mu      sync.Mutex
	parsed  map[layoutKey]func() (*template.Template, error)
	worded  map[guide.Lang]digest.Digest // of the words of a language
	files   map[string]func() (layoutFile, error)
	taken   map[string]map[string]bool // the ids in the layout of a kind
	shared  sync.Map                   // sharedKey → template.HTML: parts shared by many pages
	known   *Layouts
}

// Layouts are parsed layouts, by what they were parsed from. Renderers of one project
// share them: parsing takes as long as making twenty pages.
type Layouts struct {
	mu    sync.Mutex
	known map[digest.Digest]*template.Template
}

// mostLayouts is the number of layouts that are kept: those of all kinds of pages in a
// few languages. If there are more, all are parsed again.
const mostLayouts = 64

// get returns the layout with a key, which parse makes if it is not known.
func (l *Layouts) get(key digest.Digest, parse func() (*template.Template, error)) (*template.Template, error) {
	if l == nil {
		return parse()
	}
	l.mu.Lock()
	t := l.known[key]
	l.mu.Unlock()
	if t != nil {
		return t, nil
	}
	t, err := parse()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil || len(l.known) == mostLayouts {
		l.known = map[digest.Digest]*template.Template{}
	}
	l.known[key] = t
	return t, nil
}

type layoutKey struct {
	lang guide.Lang
	kind string
}

func (l *layouts) open(theme fs.FS, wordsIn func(guide.Lang) words.Words, known *Layouts) {
	l.theme, l.wordsIn, l.known = theme, wordsIn, known
	l.parsed = map[layoutKey]func() (*template.Template, error){}
	l.worded, l.files, l.taken = map[guide.Lang]digest.Digest{}, map[string]func() (layoutFile, error){}, map[string]map[string]bool{}
}

// get returns a kind's layout with the words of a language. The error is that of
// html/template, for templatePlace.
func (l *layouts) get(lang guide.Lang, kind string) (*template.Template, error) {
	l.mu.Lock()
	once, ok := l.parsed[layoutKey{lang, kind}]
	if !ok {
		w := l.wordsIn(lang)
		sum, known := l.worded[lang]
		if !known {
			sum = hasher.Of(map[string]string(w))
			l.worded[lang] = sum
		}
		once = sync.OnceValues(func() (*template.Template, error) {
			files, err := l.read(kind)
			if err != nil {
				return nil, err
			}
			return l.known.get(hasher.Of(files, sum, kind == "404"), func() (*template.Template, error) {
				return parseLayout(files, func(text string) string {
					if kind != "404" { // its policy allows another script
						text = strings.ReplaceAll(text, "{{.Policy}}", policy)
					}
					return output.MinifyLayout(fillLayout(w, text))
				})
			})
		})
		l.parsed[layoutKey{lang, kind}] = once
	}
	l.mu.Unlock()
	return once()
}

// idAttribute matches an id in a layout that does not depend on the page's data.
var idAttribute = regexp.MustCompile(`\bid="([^"{]+)"`)

// ids returns the ids that pages of a kind have by their layout, whether or not a page
// shows the part with the id. A heading with the name of a part would otherwise take the
// part's place for scripts and links. An error of the layout is reported when a page is made.
func (l *layouts) ids(kind string) map[string]bool {
	l.mu.Lock()
	ids, ok := l.taken[kind]
	l.mu.Unlock()
	if ok {
		return ids
	}
	files, _ := l.read(kind)
	ids = map[string]bool{}
	for _, f := range files {
		for _, m := range idAttribute.FindAllStringSubmatch(f.text, -1) {
			ids[m[1]] = true
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken[kind] = ids
	return ids
}

// A layoutFile is a file of a layout.
type layoutFile struct {
	Name string
	Sum  digest.Digest // of the text
	text string
}

// read reads the files of a kind's layout. Those that all kinds have are read once.
func (l *layouts) read(kind string) ([]layoutFile, error) {
	var files []layoutFile
	for _, name := range []string{"base", "parts", kind} {
		f, err := l.file("layouts/" + name + ".html")
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func (l *layouts) file(name string) (layoutFile, error) {
	l.mu.Lock()
	once, ok := l.files[name]
	if !ok {
		once = sync.OnceValues(func() (layoutFile, error) {
			text, err := fs.ReadFile(l.theme, name)
			return layoutFile{name, digest.Bytes(text), string(text)}, err
		})
		l.files[name] = once
	}
	l.mu.Unlock()
	return once()
}

// parseLayout parses a layout. It calls prepare with the text of each file first.
func parseLayout(files []layoutFile, prepare func(string) string) (*template.Template, error) {
	t := template.New("")
	for _, f := range files {
		if _, err := t.New(f.Name).Parse(prepare(f.text)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// wordAction matches {{.T "key"}} and {{$.T "key"}} in a layout.
var wordAction = regexp.MustCompile(`\{\{(-?)\s*\$?\.T "([a-z0-9-]+)"\s*(-?)\}\}`)

// fillLayout replaces the actions for words in a layout's text. The words are the
// same on every page of the language, and looking them up on each page takes
// longer than the rest of a frame.
func fillLayout(w words.Words, layout string) string {
	return wordAction.ReplaceAllStringFunc(layout, func(action string) string {
		m := wordAction.FindStringSubmatch(action)
		if m[1] != "" || m[3] != "" {
			return action // the template trims the space
		}
		return strings.NewReplacer("{", "&#123;", "}", "&#125;").Replace(template.HTMLEscapeString(w.T(m[2])))
	})
}

// run executes a template of a layout. It reports an error as a problem of the
// layout and returns false.
func (p *draft) run(kind, name string, data any, into *bytes.Buffer) bool {
	t, err := p.r.layouts.get(p.lang, kind)
	if err == nil {
		err = t.ExecuteTemplate(into, name, data)
	}
	if err == nil {
		return true
	}
	// Parse the original text, so that the error has the right place.
	if files, e := p.r.layouts.read(kind); e != nil {
		err = e
	} else if t, e := parseLayout(files, func(text string) string { return text }); e != nil {
		err = e
	} else if e := t.ExecuteTemplate(io.Discard, name, data); e != nil {
		err = e
	}
	file := "layouts/" + kind + ".html"
	p.problems.Add(templatePlace(file, err), "layout", file, templateMessage(err))
	return false
}

// part executes a template of parts.html.
func (p *draft) part(name string, data any) template.HTML {
	buffer := p.r.buffers.Get().(*bytes.Buffer)
	defer p.r.buffers.Put(buffer)
	buffer.Reset()
	p.run("page", name, data, buffer)
	return template.HTML(buffer.String())
}

// Shared is the data of the header and the footer. They are the same for all pages
// of a section at the same depth, so they are made once.
type Shared struct {
	words.Words
	Lang      guide.Lang
	AtHome    bool
	Brand     string // the guide's title
	Logo      *LogoView
	Imprint   Imprint
	HomeHref  string
	FeedHref  string // "" if the guide has no base_url
	Nav       []Link // the main navigation
	FootLinks []Link // the free pages
	SavedHref string // to the routes on this device; "" in the teacher's folder
	AtSaved   bool   // on their page
	Publisher string
	Licence   string // of the guide's texts
}

// sharedKey contains what a shared part depends on other than the guide: its name
// and subject, the language, and the path to the root.
type sharedKey struct {
	name, of, root string
	lang           guide.Lang
}

// once executes a part that is the same on every page at the same depth.
func (p *draft) once(name, of string, data func() any) template.HTML {
	key := sharedKey{name, of, p.root, p.lang}
	if html, ok := p.r.layouts.shared.Load(key); ok {
		return html.(template.HTML)
	}
	html := p.part(name, data())
	p.r.layouts.shared.Store(key, html)
	return html
}

// frameSection returns the header ("top") or footer ("foot") for a page.
func frameSection(p *draft, name string) template.HTML {
	section, _, below := strings.Cut(p.dir, "/")
	exact := !below || p.dir == section+"/"
	return p.once(name, section+strconv.FormatBool(exact), func() any { return sharedData(p) })
}

func sharedData(p *draft) Shared {
	s := Shared{
		Words: p.words(), Lang: p.lang, AtHome: p.dir == "", Brand: p.r.title(p.lang), Logo: logoView(p), Imprint: imprint(p), HomeHref: p.to(""), FeedHref: feedHref(p),
		Nav: navLinks(p), Publisher: p.plain(p.r.guide.Publisher), Licence: p.r.guide.Licence,
	}
	if !p.r.options.Teacher {
		s.SavedHref, s.AtSaved = p.to(savedDir), p.dir == savedDir
		if len(publishedPeople(p.r.guide)) > 0 { // a part of factGuide
			s.FootLinks = append(s.FootLinks, Link{Text: p.words().T("people-terms"), Href: p.to(peopleDir)})
		}
	}
	if !p.r.options.Teacher && guide.HasStandards(p.r.guide) { // a part of factGuide
		s.FootLinks = append(s.FootLinks, Link{Text: p.words().T("standards-title"), Href: p.to(standardsDir)})
	}
	for i := range p.r.guide.Pages {
		if d := &p.r.guide.Pages[i]; !d.Draft && !p.r.options.Teacher {
			s.FootLinks = append(s.FootLinks, Link{Text: documentTitle(d, p.lang).Text, Href: p.to(d.ID + "/")})
		}
	}
	return s
}

// templateError matches an error of html/template.
var templateError = regexp.MustCompile(`template: ?([^:]*):(\d+)(?::(\d+))?:? ?(.*)$`)

// templatePlace returns the place of an error of html/template.
func templatePlace(file string, err error) diag.Place {
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Place{File: file}
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	if strings.HasPrefix(m[1], "layouts/") {
		file = m[1]
	}
	return diag.Place{File: file, Line: line, Column: column + 1}
}

func templateMessage(err error) string {
	if m := templateError.FindStringSubmatch(err.Error()); m != nil {
		return m[4]
	}
	return err.Error()
}
