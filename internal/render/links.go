package render

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/output"
)

func keys(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

// link resolves a link in a text. It reports a broken link and returns false; its
// text is then shown without a link.
func (t *text) link(l markdown.Link) (href string, ok bool) {
	at := l.Offset
	dest, anchor, _ := strings.Cut(l.Dest, "#")
	anchor = decoded(anchor)
	scheme, rest, hasScheme := strings.Cut(dest, ":")
	rest = strings.TrimSpace(rest)
	switch {
	case dest == "" && t.home != "":
		return t.to(t.home, anchor)
	case dest == "":
		t.local = append(t.local, localLink{anchor, at})
		return "#" + anchor, true
	case hasScheme && scheme == "site":
		return t.toSite(rest, anchor, at)
	case hasScheme && scheme == "route":
		return t.toRoute(rest, anchor, at)
	case hasScheme && scheme == "page":
		return t.toPage(rest, anchor, at)
	case hasScheme && scheme == "person":
		return toPerson(t, rest, at)
	case hasScheme && scheme == guide.EventKind:
		return toEvent(t, rest, anchor, at)
	case hasScheme && scheme == guide.SeriesKind:
		return toSeries(t, rest, anchor, at)
	}
	return t.toFile(l, dest, anchor)
}

// decoded returns a path or an anchor as it is spelled in a file. Editors copy it
// from the browser's address bar, which encodes it: %E5%8E%86%E5%8F%B2.
func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return s
}

// to returns a link to a page of the guide; ok is false if the page cannot be
// reached, from the teacher's folder of a guide without an address.
func (t *text) to(dir, anchor string) (string, bool) {
	href := t.p.to(dir)
	return href + fragment(anchor), href != ""
}

// gone is broken for an id of a kind of thing, which one of them may have had before.
func (t *text) gone(at int, key, kind, id string, candidates []string) (string, bool) {
	now := renamed(&t.p.view, kind, id)
	if now == "" {
		return t.broken(at, key, id, candidates)
	}
	p := diag.New(t.place(at), key, id)
	p.Nearest = now
	t.p.problems.Append(p)
	return "", false
}

func (t *text) broken(at int, key, name string, candidates []string) (string, bool) {
	t.p.problems.AddUnknown(t.place(at), key, name, candidates)
	return "", false
}

func (t *text) toSite(ref, anchor string, at int) (string, bool) {
	id, part, _ := strings.Cut(ref, "/")
	site := t.p.site(id)
	switch {
	case site == nil && t.p.site("") != nil: // it may be the one without an id
		return "", false
	case site == nil:
		return t.gone(at, "broken-link/site", guide.SiteKind, id, guide.IDs(t.p.r.guide.Sites, func(s *guide.Site) string { return s.ID }))
	case site.Document.Draft:
		t.p.problems.Add(t.place(at), "link-to-draft", id)
		return "", false
	case guide.IsPicture(part):
		photo := cmp.Or(photoNamed(&site.Document, part), photoNamed(&site.Document, decoded(part)))
		if photo == nil {
			return t.broken(at, "broken-link/photo", part, guide.IDs(site.Document.Photos, (*guide.Photo).Base))
		}
		return t.to(photoDir(site, photo), photoAnchor(photo))
	case part != "" && site.Hall(part) == nil:
		return t.broken(at, "broken-link/hall", part, guide.IDs(site.Halls, func(h *guide.Hall) string { return h.ID }))
	case part != "":
		anchor = part
	case anchor != "" && site.Hall(anchor) == nil:
		anchor = t.want(&site.Document, anchor, at)
	}
	return t.to(siteDir(id), anchor)
}

func (t *text) toRoute(id, anchor string, at int) (string, bool) {
	switch {
	case t.p.hasRoute(id):
	case t.p.r.guide.DraftRoute(id) != nil:
		t.p.problems.Add(t.place(at), "link-to-draft", id)
		return "", false
	default:
		return t.gone(at, "broken-link/route", guide.RouteKind, id, guide.IDs(t.p.r.guide.Routes, func(r *guide.Route) string { return r.ID }))
	}
	return t.to(routeDir(id), anchor)
}

func (t *text) toPage(id, anchor string, at int) (string, bool) {
	if id == "index" {
		return t.to("", "")
	}
	d := t.p.freePage(id)
	if d == nil {
		return t.gone(at, "broken-link/page", guide.PageKind, id, guide.IDs(t.p.r.guide.Pages, func(d *guide.Document) string { return d.ID }))
	}
	return toDocument(t, d, id, id+"/", anchor, at)
}

// toDocument returns a link to the page of a document in a folder, unless it is a draft.
func toDocument(t *text, d *guide.Document, id, dir, anchor string, at int) (string, bool) {
	if d.Draft {
		t.p.problems.Add(t.place(at), "link-to-draft", id)
		return "", false
	}
	if anchor != "" {
		anchor = t.want(d, anchor, at)
	}
	return t.to(dir, anchor)
}

func toEvent(t *text, id, anchor string, at int) (string, bool) {
	e := eventShown(&t.p.view, id)
	if e == nil {
		return t.gone(at, "broken-link/event", guide.EventKind, id, eventIDs(t.p.r))
	}
	return toDocument(t, &e.Document, id, eventDir(id), anchor, at)
}

func toSeries(t *text, id, anchor string, at int) (string, bool) {
	s := seriesCard(&t.p.view, id)
	if s == nil {
		return t.gone(at, "broken-link/series", guide.SeriesKind, id, guide.IDs(t.p.r.guide.Series, func(s *guide.Series) string { return s.ID }))
	}
	return toDocument(t, &s.Document, id, seriesDir(id), anchor, at)
}

// toFile resolves a relative path to a page's .md file, or an absolute path to a
// file in static/. dest and anchor are the parts of the link's destination.
func (t *text) toFile(l markdown.Link, dest, anchor string) (string, bool) {
	at := l.Offset
	if file, ok := strings.CutPrefix(dest, "/"); ok {
		for _, file := range []string{file, decoded(file)} {
			if t.p.r.assets.static[file] {
				return t.p.root + (&url.URL{Path: file}).EscapedPath() + fragment(anchor), true
			}
		}
		return t.broken(at, "broken-link/static", dest, nil)
	}
	if strings.Contains(dest, `\`) {
		t.p.problems.Add(t.place(at), "broken-link/backslash", dest, strings.ReplaceAll(dest, `\`, "/"))
		return "", false
	}
	file, ok := guide.Inside(t.dir, decoded(dest))
	if !ok {
		t.p.problems.Add(t.place(at), "path-outside", dest)
		return "", false
	}
	if guide.IsPicture(file) {
		t.p.problems.Add(t.place(at), "broken-link/picture", dest, "!["+l.Text+"]("+dest+")")
		return "", false
	}
	name, isPage := strings.CutSuffix(file, ".md")
	if !isPage {
		return t.broken(at, "broken-link/file", dest, nil)
	}
	name = strings.TrimPrefix(name, "content/")
	name = strings.TrimSuffix(name, "."+string(t.lang)) // about.en.md is the English text of about
	if id, ok := strings.CutPrefix(name, "sites/"); ok {
		id = strings.TrimSuffix(id, "/index")
		if t.p.site(id) != nil || renamed(&t.p.view, guide.SiteKind, id) != "" {
			return t.toSite(id, anchor, at)
		}
	} else if id, ok := strings.CutPrefix(name, "people/"); ok {
		if id = strings.TrimSuffix(id, "/index"); person(&t.p.view, id) != nil || renamed(&t.p.view, guide.PersonKind, id) != "" {
			return toPerson(t, id, at)
		}
	} else if id, ok := strings.CutPrefix(name, "programme/"); ok {
		if id = strings.TrimSuffix(id, "/index"); eventShown(&t.p.view, id) != nil || renamed(&t.p.view, guide.EventKind, id) != "" {
			return toEvent(t, id, anchor, at)
		}
	} else if id, ok := strings.CutPrefix(name, "series/"); ok {
		if id = strings.TrimSuffix(id, "/index"); seriesCard(&t.p.view, id) != nil || renamed(&t.p.view, guide.SeriesKind, id) != "" {
			return toSeries(t, id, anchor, at)
		}
	} else if name == "index" || t.p.freePage(name) != nil {
		return t.toPage(name, anchor, at)
	}
	return t.broken(at, "broken-link/file", dest, nil)
}

func fragment(anchor string) string {
	if anchor == "" {
		return ""
	}
	return "#" + anchor
}

// want records a link to a heading of another page and returns its anchor. A
// text shown in place of a missing translation links to the page without an
// anchor if that page is translated: its headings then have other ids.
func (t *text) want(d *guide.Document, id string, at int) string {
	page := d.In(t.p.lang)
	switch {
	case page == nil:
		t.p.problems.Add(t.place(at), "broken-anchor/page", id, d.ID)
		return ""
	case t.lang != t.p.lang && page.Lang == t.p.lang:
		return ""
	case t.home != "": // reported on the document's page
		return id
	}
	t.p.links = append(t.p.links, output.HeadingLink{At: t.place(at), File: page.At.File, Heading: id})
	return id
}
