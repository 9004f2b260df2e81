package load

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/toml"
)

// Patch returns the guide of the last Load with what has changed in some files, in a
// small part of the time of another Load. The guide that it is given must be the last
// one and remains as it is; if nothing in the model has changed, as after an edit of
// a text, it is returned itself. ok is false for changes that may concern other parts
// of the guide: then the caller must call Forget and Load. These it can do alone:
//
//   - a Markdown file that is no draft and has no problem, before and after
//   - sites.toml, if characters between two quotation marks of one [[site]] without a
//     problem have changed, other than its id, themes and halls' ids
func (l *Loader) Patch(g *guide.Guide, files []string) (patched *guide.Guide, ok bool) {
	p := patch{l: l, old: g, guide: g}
	for _, file := range files {
		switch {
		case file == registryFile:
			ok = p.registry()
		case p.passing(file):
			ok = true
		default:
			ok = p.page(file)
		}
		if !ok {
			return nil, false
		}
	}
	if p.guide != g {
		p.guide.Reindex()
	}
	for _, keep := range p.kept { // now that all files are known to be possible
		keep()
	}
	return p.guide, true
}

// passing reports whether a file neither exists nor existed when the last Load listed its
// folder: editors write a new file and rename it.
func (p *patch) passing(file string) bool {
	entries, listed := p.l.folders[path.Dir(file)]
	_, err := fs.Lstat(p.l.fsys, file)
	return listed && errors.Is(err, fs.ErrNotExist) && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(file) })
}

// A patch is a Patch in progress.
type patch struct {
	l     *Loader
	old   *guide.Guide
	guide *guide.Guide // old, until it is copied
	kept  []func()     // changes of the loader
}

// copied returns the guide to be changed.
func (p *patch) copied() *guide.Guide {
	if p.guide == p.old {
		g := *p.old
		g.Sites, g.Pages = slices.Clone(g.Sites), slices.Clone(g.Pages)
		p.guide = &g
	}
	return p.guide
}

// page reads a Markdown file again.
func (p *patch) page(file string) bool {
	old := p.l.pages[file]
	if old == nil || len(old.problems) > 0 || !listed(p.l, file) {
		return false
	}
	next := &readPage{frame: old.frame}
	page := p.l.pageOf(p.old, pageFile{path: file, lang: old.page.Lang}, themeIDs(p.old), &next.problems)
	next.page = &page
	if len(next.problems) > 0 || next.page.Draft || old.page.Draft {
		return false
	}
	if !reflect.DeepEqual(old.page, next.page) {
		d := p.document(file)
		if d == nil {
			return false
		}
		d.Pages = slices.Clone(d.Pages)
		for i := range d.Pages {
			if d.Pages[i].At.File == file {
				d.Pages[i] = page
			}
		}
	}
	p.kept = append(p.kept, func() { p.l.pages[file] = next })
	return true
}

// document returns the document of a Markdown file in the copied guide.
func (p *patch) document(file string) *guide.Document {
	g := p.copied()
	of := func(d *guide.Document) bool {
		return slices.ContainsFunc(d.Pages, func(page guide.Page) bool { return page.At.File == file })
	}
	if of(&g.Home) {
		return &g.Home
	}
	for i := range g.Sites {
		if of(&g.Sites[i].Document) {
			return &g.Sites[i].Document
		}
	}
	for i := range g.Pages {
		if of(&g.Pages[i]) {
			return &g.Pages[i]
		}
	}
	return nil
}

// registry reads sites.toml again.
func (p *patch) registry() bool {
	l, r := p.l, p.l.registry
	if r == nil || r.text == nil {
		return false
	}
	for _, route := range l.routes {
		if slices.ContainsFunc(route.problems, func(p diag.Problem) bool { return strings.HasPrefix(p.Key, "unknown-") }) {
			return false // what it names may be the site's name
		}
	}
	var problems diag.List
	text, _ := readText(l.fsys, registryFile, longestRegistry, &problems)
	from, removed, added, ok := insideQuotes(r.text, text)
	if len(problems) > 0 || !ok {
		return false
	}
	if removed+added == 0 {
		return true
	}
	n, _ := slices.BinarySearchFunc(r.pieces, from, func(piece toml.Piece, at int) int { return piece.Offset + len(piece.Text) - at - 1 })
	if n == len(r.pieces) || r.pieces[n].Root != "site" {
		return false
	}
	order := 0 // of the site
	for i := range n {
		if r.pieces[i].Root == "site" {
			order++
		}
	}
	piece := r.pieces[n]
	last := piece.Line + strings.Count(piece.Text, "\n")
	if slices.ContainsFunc(r.problems, func(p diag.Problem) bool { return p.Place.Line >= piece.Line && p.Place.Line < last }) {
		return false
	}
	piece.Text = string(text[piece.Offset : piece.Offset+len(piece.Text)+added-removed])
	was := l.pieces[r.pieces[n].Text]
	if was == nil || order >= len(r.guide.Sites) {
		return false
	}
	next := l.saved.site(&r.guide, &piece, was.frame)
	if len(next.problems) > 0 || !sameIDs(was.site, next.site) || namesFiles(next.site) {
		return false
	}
	g := p.copied()
	site := *next.site
	site.Order, site.Document = order, g.Sites[order].Document
	g.Sites[order] = site
	p.kept = append(p.kept, func() { p.keepSite(n, order, text, piece, next) })
	return true
}

// sameIDs reports whether nothing has changed in a site to which other parts of the
// guide may refer.
func sameIDs(a, b *guide.Site) bool {
	halls := func(s *guide.Site) []string {
		var ids []string
		for i := range s.Halls {
			ids = append(ids, s.Halls[i].ID)
		}
		return ids
	}
	return a.ID == b.ID && a.Draft == b.Draft && slices.Equal(a.Themes, b.Themes) && slices.Equal(halls(a), halls(b)) && reflect.DeepEqual(a.Location, b.Location)
}

// namesFiles reports whether a site names plans or recordings, which only Load finds.
func namesFiles(s *guide.Site) bool {
	return len(s.Plans) > 0 || slices.ContainsFunc(s.Halls, func(h guide.Hall) bool { return len(h.Plans) > 0 || h.Audio != "" })
}

// keepSite puts a changed piece into the registry, whose sites no guide shares.
func (p *patch) keepSite(n, order int, text []byte, piece toml.Piece, site *readSite) {
	l, r := p.l, p.l.registry
	delete(l.pieces, r.pieces[n].Text)
	l.pieces[piece.Text] = site
	shift := len(piece.Text) - len(r.pieces[n].Text)
	r.text, r.pieces[n], r.guide.Sites[order] = text, piece, *site.site
	for i := n + 1; i < len(r.pieces); i++ {
		r.pieces[i].Offset += shift
	}
	r.names.forgetNames()
}

// insideQuotes compares two texts. ok is true if they differ only between two
// quotation marks of one line, and in nothing that could end a string: then the
// tables, their headers and lines are the same. From from on, removed bytes were
// replaced by added ones.
func insideQuotes(old, text []byte) (from, removed, added int, ok bool) {
	short := min(len(old), len(text))
	const block = 4096 // compared at once
	for from+block <= short && bytes.Equal(old[from:from+block], text[from:from+block]) {
		from += block
	}
	for from < short && old[from] == text[from] {
		from++
	}
	behind := 0
	for behind+block <= short-from && bytes.Equal(old[len(old)-behind-block:len(old)-behind], text[len(text)-behind-block:len(text)-behind]) {
		behind += block
	}
	for behind < short-from && old[len(old)-1-behind] == text[len(text)-1-behind] {
		behind++
	}
	removed, added = len(old)-behind-from, len(text)-behind-from
	if removed+added == 0 {
		return from, 0, 0, true
	}
	const special = "\"'\\#[]{}=\n\r"
	line := bytes.LastIndexByte(old[:from], '\n') + 1
	end := bytes.IndexByte(old[from+removed:], '\n')
	if end < 0 {
		return 0, 0, 0, false
	}
	before, after := string(old[line:from]), string(old[from+removed:from+removed+end])
	return from, removed, added, !bytes.ContainsAny(old[from:from+removed], special) && !bytes.ContainsAny(text[from:from+added], special) &&
		!strings.ContainsAny(before+after, `\'#`) && strings.Count(before, `"`)%2 == 1 && !strings.Contains(before+after, `""`) && strings.Contains(after, `"`)
}
