package load

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/filestat"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

const (
	contentDir = "content"
	sitesDir   = "content/sites"
	peopleDir  = "content/people"
)

// tree contains the files below content/, by document.
type tree struct {
	l         *Loader
	g         *guide.Guide
	problems  *diag.List
	pages     map[string][]pageFile // Markdown files by document: "index", "about", "sites/<id>"
	order     []string
	photos    map[string][]string // photo files by document
	tables    map[string][]string // photos.toml files by document: in the photos' folder, in the page's
	described map[string][]string // tables of photos by document
	timed     []string            // files of captions
	others    []string            // files that only a material of an event can be
}

type pageFile struct {
	path   string
	lang   guide.Lang
	folder bool
}

// content reads every page's front matter and every gallery.
func (l *Loader) content(g *guide.Guide, problems *diag.List) {
	t := &tree{l: l, g: g, problems: problems, pages: map[string][]pageFile{}, photos: map[string][]string{}, tables: map[string][]string{}, described: map[string][]string{}}
	g.Files, g.Recordings = map[string]guide.File{}, map[string]guide.Recording{}
	t.top()
	t.documents("sites")
	t.documents("people")
	t.documents("programme")
	t.documents("series")
	t.attachCaptions()
	readPhotoTables(l, slices.Concat(slices.Collect(maps.Values(t.described))...), g)

	var files []pageFile
	for _, doc := range t.order {
		files = append(files, t.pages[doc]...)
	}
	pages := l.readPages(g, files, problems)

	documents := make(map[string]guide.Document, len(t.order))
	next := 0
	for _, doc := range t.order {
		d := guide.Document{ID: path.Base(doc), Dir: contentDir + "/" + doc}
		if len(t.pages[doc]) == 0 { // only photos
			d.Folder = true
		}
		for _, f := range t.pages[doc] {
			d.Pages = append(d.Pages, pages[next])
			d.Folder = d.Folder || f.folder
			d.Dir = path.Dir(f.path)
			next++
		}
		slices.SortStableFunc(d.Pages, func(a, b guide.Page) int {
			return slices.Index(g.Languages, a.Lang) - slices.Index(g.Languages, b.Lang)
		})
		d.Photos = t.gallery(doc)
		documents[doc] = d
	}
	t.attach(documents)
}

// attach gives each site its document and keeps the free pages.
func (t *tree) attach(documents map[string]guide.Document) {
	g := t.g
	ids := make([]string, len(g.Sites))
	for i := range g.Sites {
		s := &g.Sites[i]
		ids[i] = s.ID
		s.Document = guide.Document{ID: s.ID, Dir: sitesDir}
		if d, ok := documents["sites/"+s.ID]; ok {
			s.Document = d
			delete(documents, "sites/"+s.ID)
		}
	}
	events := 0
	for doc := range documents {
		if strings.HasPrefix(doc, "programme/") {
			events++
		}
	}
	t.g.Events = make([]guide.Event, 0, events) // there may be many, and each is large
	orphans := 0
	for _, doc := range t.order {
		d, ok := documents[doc]
		id, isSite := strings.CutPrefix(doc, "sites/")
		switch {
		case !ok:
		case strings.HasPrefix(doc, "people/"):
			addPerson(t, d)
		case strings.HasPrefix(doc, "programme/"):
			addEvent(t, d)
		case strings.HasPrefix(doc, "series/"):
			addSeries(t, d)
		case isSite && t.l.registry.names.blind: // the sites are not known
		case isSite:
			at := diag.Place{File: d.Dir}
			if len(d.Pages) > 0 {
				at = d.Pages[0].At
			}
			if orphans++; orphans > diag.MostInFile { // without a hint, since these are not listed
				t.problems.Add(at, "page-without-site", id)
			} else {
				t.problems.AddUnknown(at, "page-without-site", id, ids)
			}
		case doc == "index":
			g.Home = d
		default:
			if at := slices.Index(ids, id); at >= 0 && len(g.Sites[at].Document.Pages) == 0 && len(d.Pages) > 0 {
				t.problems.Add(d.Pages[0].At, "stray-page/site", id)
			}
			g.Pages = append(g.Pages, d)
		}
	}
	fewPeople(t)
	fewEvents(t)
	fewSeries(t)
	reportOthers(t)
	slices.SortFunc(g.Pages, func(a, b guide.Document) int { return strings.Compare(a.ID, b.ID) })
	if len(g.Pages) > schema.PagesMost {
		at := diag.Place{File: contentDir}
		if pages := g.Pages[schema.PagesMost].Pages; len(pages) > 0 {
			at = pages[0].At
		}
		t.problems.Add(at, "too-many/pages", schema.PagesMost)
		g.Pages = g.Pages[:schema.PagesMost]
	}
}

// top reads content/ itself: the home page and the free pages.
func (t *tree) top() {
	_, to, converts := t.g.Conversion()
	for _, e := range t.l.list(contentDir, t.problems) {
		name := e.Name()
		full := contentDir + "/" + name
		switch {
		case e.IsDir() && (name == "sites" || name == "people" || name == "programme" || name == "series"):
		case e.IsDir():
			t.files(full)
		case strings.HasSuffix(name, ".md"):
			id, lang := languageOf(name)
			t.page(id, full, lang, false)
		case full == sourcesFile, full == wordingsFile, converts && full == termsFile(to):
		default:
			t.file(full)
		}
	}
}

// documents reads content/sites/, content/people/, content/programme/ or content/series/, in
// both forms.
func (t *tree) documents(kind string) {
	for _, e := range t.l.list(contentDir+"/"+kind, t.problems) {
		name := e.Name()
		full := contentDir + "/" + kind + "/" + name
		switch {
		case !e.IsDir() && strings.HasSuffix(name, ".md"):
			id, lang := languageOf(name)
			t.page(kind+"/"+id, full, lang, false)
		case !e.IsDir():
			t.file(full)
		default:
			t.folder(kind+"/"+name, full)
		}
	}
}

// folder reads a document's folder.
func (t *tree) folder(doc, dir string) {
	id := path.Base(doc)
	if !guide.ValidID(id) {
		t.problems.Add(diag.Place{File: dir}, "bad-id/file", id)
		return
	}
	found := false
	for _, e := range t.l.list(dir, t.problems) {
		full := dir + "/" + e.Name()
		switch {
		case e.IsDir() && e.Name() == "photos":
			t.gatherPhotos(doc, full)
			found = true
		case e.IsDir():
			t.files(full)
		case strings.HasSuffix(e.Name(), ".md"):
			base, lang := languageOf(e.Name())
			if base != "index" {
				t.problems.Add(diag.Place{File: full}, "stray-page")
				continue
			}
			t.page(doc, full, lang, true)
			found = true
		case e.Name() == "photos.toml":
			// Its place is in photos/, but some editors put it next to the page,
			// so both are read.
			t.tables[doc] = append(t.tables[doc], full)
			found = true
		case guide.IsPhotoTable(e.Name()): // likewise
			t.described[doc] = append(t.described[doc], full)
			found = true
		default:
			t.file(full)
		}
	}
	if found {
		t.add(doc)
	}
}

func (t *tree) add(doc string) {
	if _, ok := t.pages[doc]; !ok {
		t.pages[doc] = nil
		t.order = append(t.order, doc)
	}
}

// page adds a Markdown file to its document.
func (t *tree) page(doc, file, code string, folder bool) {
	at := diag.Place{File: file, Line: 1, Column: 1}
	if id := path.Base(doc); !guide.ValidID(id) {
		t.problems.Add(diag.Place{File: file}, "bad-id/file", id)
		return
	}
	lang := t.g.Default()
	if code != "" {
		lang = guide.Lang(code)
		if !slices.Contains(t.g.Languages, lang) {
			if t.l.registry.names.unread { // so the languages are not known
				return
			}
			p := diag.New(diag.Place{File: file}, "unknown-language/file", code)
			if p.Nearest = sameLanguage(code, t.g.Languages); p.Nearest == "" {
				p.Nearest = nearestLanguage(code, t.g.Languages)
			}
			t.problems.Append(p)
			return
		}
	}
	t.add(doc)
	for _, other := range t.pages[doc] {
		if other.lang == lang {
			t.problems.Add(at, "duplicate-page", other.path)
			return
		}
	}
	t.pages[doc] = append(t.pages[doc], pageFile{file, lang, folder})
}

func (t *tree) gatherPhotos(doc, dir string) {
	for _, e := range t.l.list(dir, t.problems) {
		full := dir + "/" + e.Name()
		switch {
		case e.IsDir():
			t.files(full)
		case strings.HasSuffix(e.Name(), ".md"):
			t.problems.Add(diag.Place{File: full}, "stray-page")
		case e.Name() == "photos.toml":
			t.tables[doc] = append(t.tables[doc], full)
		case guide.IsPhotoTable(e.Name()):
			t.described[doc] = append(t.described[doc], full)
		case guide.IsPicture(e.Name()):
			t.file(full)
			t.photos[doc] = append(t.photos[doc], full)
		default:
			t.file(full)
		}
	}
}

// files reads a folder of files that are not pages.
func (t *tree) files(dir string) {
	for _, e := range t.l.list(dir, t.problems) {
		full := dir + "/" + e.Name()
		switch {
		case e.IsDir():
			t.files(full)
		case strings.HasSuffix(e.Name(), ".md"):
			t.problems.Add(diag.Place{File: full}, "stray-page")
		default:
			t.file(full)
		}
	}
}

// file adds a file that is not a page to the guide, and reports one that nothing
// can use. Whether a page shows a usable one is not known yet.
func (t *tree) file(full string) {
	// Stat follows links, but not out of the project.
	info, err := fs.Stat(t.l.fsys, full)
	if err != nil {
		unreadable(t.l.fsys, full, err, t.problems)
		return
	}
	if !info.Mode().IsRegular() {
		t.problems.Add(diag.Place{File: full}, "file-unused/special")
		return
	}
	stat := filestat.Of(info)
	t.g.Files[full] = guide.File{Size: stat.Size, Modified: stat.Modified, Changed: stat.Changed}
	switch {
	case guide.IsPicture(full): // internal/photo reads it
	case guide.IsRecording(full), guide.IsVideo(full):
		t.recording(full, stat.Size)
	case guide.IsCaptions(full):
		t.timed = append(t.timed, full)
	default:
		t.others = append(t.others, full)
	}
}

// reportOthers reports the files that no page can show, unless they are materials.
func reportOthers(t *tree) {
	offered := guide.MaterialFiles(t.g)
	for _, file := range t.others {
		if !offered[file] {
			t.problems.Append(unusable(file))
		}
	}
}

// languageOf splits "kaishan.en" into "kaishan" and "en"; a name without a dot is
// in the default language.
func languageOf(file string) (id, lang string) {
	id, lang, _ = strings.Cut(strings.TrimSuffix(path.Base(file), ".md"), ".")
	return id, lang
}
