package rename

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/journal"
	"wayside/internal/litter"
	"wayside/internal/load"
	"wayside/internal/schema"
)

// An edit replaces text[from:to].
type edit struct {
	from, to int
	text     string
}

func (e edit) shifted(by int) edit { return edit{e.from + by, e.to + by, e.text} }

// apply returns a text with edits, which do not overlap.
func apply(text string, edits []edit) string {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.from < at { // an address in both forms: <a href="…"> in a link
			continue
		}
		b.WriteString(text[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// mark is the byte order mark.
const mark = "\uFEFF"

// edits returns the changed files of a project.
func (r *Renaming) edits(project fs.FS, problems *diag.List) (edits []journal.Edit, err error) {
	visit := func(file string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || e.IsDir() || litter.File(e.Name()) || !guide.IsPhotoTable(e.Name()) && path.Ext(file) != ".md" && path.Ext(file) != ".toml":
			return err
		}
		before, err := fs.ReadFile(project, file)
		if err != nil {
			return err
		}
		if !utf8.Valid(before) { // only tables of photos may be in another encoding
			r.foreign(file, problems)
			return nil
		}
		text, marked := strings.CutPrefix(string(before), mark)
		after := apply(text, r.follow(file, text))
		if after == text {
			return nil
		}
		if marked {
			after = mark + after
		}
		edits = append(edits, journal.Edit{Path: file, Before: before, After: []byte(after)})
		return nil
	}
	for _, root := range []string{"sites.toml", "visits.toml", "routes", "content"} {
		if err := fs.WalkDir(project, root, visit); err != nil {
			return nil, err
		}
	}
	return edits, nil
}

// follow returns the edits of a file's text.
func (r *Renaming) follow(file, text string) []edit {
	dir := path.Dir(file)
	if guide.IsPhotoTable(path.Base(file)) {
		return r.markdown(text, dir)
	}
	table := schema.TableOf(file)
	if path.Ext(file) == ".toml" {
		if table == nil {
			return nil
		}
		w := &walk{Renaming: r, file: file, dir: dir, text: text}
		return w.all(table)
	}
	front, body := load.Split([]byte(text))
	edits := r.markdown(text[body:], dir)
	for i := range edits {
		edits[i] = edits[i].shifted(body)
	}
	if front == nil {
		if r.Kind.paged && file == r.home() {
			edits = append(edits, edit{0, 0, r.frontMatter(text)})
		}
		return edits
	}
	start := strings.IndexByte(text, '\n') + 1
	w := &walk{Renaming: r, file: file, dir: dir, text: string(front)}
	for _, e := range w.all(table) {
		edits = append(edits, e.shifted(start))
	}
	return edits
}

// foreign reports the texts of a table of photos that refer to the thing: a workbook, or a table
// in another encoding, can only be changed in a spreadsheet program.
func (r *Renaming) foreign(file string, problems *diag.List) {
	for i := range r.guide.Sites {
		photos := r.guide.Sites[i].Document.Photos
		for k := range photos {
			p := &photos[k]
			if p.At.File != file {
				continue
			}
			for _, text := range []guide.Text{p.Narration, p.Caption, p.Alt, p.Credit} {
				for _, passage := range text {
					if len(r.markdown(passage.Text, path.Dir(file))) > 0 {
						at := passage.At
						if at.File == "" {
							at = p.At
						}
						problems.Add(at, "rename-table", path.Base(file), r.Old, r.New)
					}
				}
			}
		}
	}
}

// home returns the file that has the former ids of the thing, a page in the first of its
// languages; "" if they are in sites.toml.
func (r *Renaming) home() string {
	switch r.Kind.Name {
	case guide.RouteKind:
		return r.guide.Route(r.Old).At.File
	case guide.PageKind:
		return r.guide.Page(r.Old).At().File
	case guide.PersonKind:
		return r.guide.Person(r.Old).Document.At().File
	case guide.EventKind:
		return guide.FindEvent(r.guide, r.Old).Document.At().File
	case guide.SeriesKind:
		return guide.FindSeries(r.guide, r.Old).Document.At().File
	}
	return ""
}

// lineEnd returns the line end of the first line of a text.
func lineEnd(text string) string {
	if i := bytes.IndexByte([]byte(text), '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
