// Package rename changes an id everywhere in a project.
//
// In come a project and what is to be renamed; out come the moves of its files and the edits of
// everything that refers to it. The fields that refer to something are those of internal/schema
// that have a Refers, so that a new one needs no code here. Nothing is written, and no byte
// changes but for the id, the paths that contain it, and the field "former". What cannot be
// read, or not be changed, is reported, and then there are no changes at all.
package rename

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/journal"
	"wayside/internal/load"
	"wayside/internal/schema"
)

// A Kind is a kind of thing that has an id.
type Kind struct {
	Name   string // as references and links have it
	folder string // of its files; "" if it is a table of sites.toml alone
	ext    string // of its files
	table  string // its key in sites.toml; "" if its file is all of it
	nests  bool   // whether it may be a folder
	paged  bool   // whether it has a page, so that its former ids are kept
	Label  schema.Words
}

// Kinds are all kinds of things that can be renamed.
var Kinds = []Kind{
	{Name: guide.SiteKind, folder: "content/sites", ext: ".md", table: "site", nests: true, paged: true, Label: schema.Site.Label},
	{Name: guide.RouteKind, folder: "routes", ext: ".toml", nests: true, paged: true, Label: schema.Route.Label},
	{Name: guide.PageKind, folder: "content", ext: ".md", paged: true, Label: schema.Page.Label},
	{Name: guide.ThemeKind, table: "theme", paged: true, Label: schema.Theme.Label},
	{Name: audienceKind, table: "audience", Label: schema.Audience.Label},
	{Name: guide.PersonKind, folder: "content/people", ext: ".md", nests: true, paged: true, Label: schema.Person.Label},
	{Name: guide.EventKind, folder: "content/programme", ext: ".md", nests: true, paged: true, Label: schema.Event.Label},
	{Name: guide.SeriesKind, folder: "content/series", ext: ".md", nests: true, paged: true, Label: schema.Series.Label},
}

// audienceKind is the kind of audiences, which have no page.
const audienceKind = "audience"

// KindOf returns a kind by its name, or nil.
func KindOf(name string) *Kind {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &Kinds[i]
}

// KindNames returns the names of the kinds.
func KindNames() []string {
	names := make([]string, len(Kinds))
	for i := range Kinds {
		names[i] = Kinds[i].Name
	}
	return names
}

// A Reason is why nothing can be renamed.
type Reason uint8

const (
	UnknownKind Reason = iota
	UnknownID          // Near is the id that was probably meant
	InvalidID          // of the new id; Near is a valid one
	SameID
	TakenID   // Near is the thing that has the new id, or had it before
	TakenFile // Near is a file that exists under the new name
)

// A RefusedError says why nothing can be renamed.
type RefusedError struct {
	Reason Reason
	ID     string
	Near   string // "" if there is none
}

func (e *RefusedError) Error() string { return fmt.Sprintf("cannot rename: %q, %d", e.ID, e.Reason) }

// A Renaming is a thing's new id.
type Renaming struct {
	Kind     Kind
	Old, New string

	guide *guide.Guide
	moves []journal.Move
}

// New returns the renaming of a thing of a guide. The error is a RefusedError.
func New(g *guide.Guide, kind, old, new string) (*Renaming, error) {
	k := KindOf(kind)
	if k == nil {
		return nil, &RefusedError{UnknownKind, kind, diag.Nearest(kind, KindNames())}
	}
	r := &Renaming{Kind: *k, Old: old, New: new, guide: g}
	switch ids := r.ids(); {
	case !slices.Contains(ids, old):
		return nil, &RefusedError{UnknownID, old, cmp.Or(guide.Renamed(g, kind, old), diag.Nearest(old, ids))}
	case !guide.ValidID(new) || kind == guide.PageKind && new == "index":
		return nil, &RefusedError{InvalidID, new, load.MeantID(new)}
	case old == new:
		return nil, &RefusedError{SameID, old, ""}
	case slices.Contains(ids, new):
		return nil, &RefusedError{TakenID, new, new}
	}
	if now := guide.Renamed(g, kind, new); now != "" && now != old {
		return nil, &RefusedError{TakenID, new, now}
	}
	return r, nil
}

// ids returns the ids of the things of the kind.
func (r *Renaming) ids() []string {
	g := r.guide
	switch r.Kind.Name {
	case guide.SiteKind:
		return guide.IDs(g.Sites, func(s *guide.Site) string { return s.ID })
	case guide.RouteKind:
		return guide.IDs(g.Routes, func(r *guide.Route) string { return r.ID })
	case guide.PageKind:
		return guide.IDs(g.Pages, func(d *guide.Document) string { return d.ID })
	case guide.PersonKind:
		return guide.IDs(g.People, func(p *guide.Person) string { return p.ID })
	case guide.EventKind:
		return guide.IDs(g.Events, func(e *guide.Event) string { return e.ID })
	case guide.SeriesKind:
		return guide.IDs(g.Series, func(s *guide.Series) string { return s.ID })
	case guide.ThemeKind:
		return guide.IDs(g.Themes, func(t *guide.Theme) string { return t.ID })
	case audienceKind:
		return guide.IDs(g.Audiences, func(a *guide.Audience) string { return a.ID })
	}
	return nil
}

// Unreadable returns the problems of loading a project for which references in it may be
// missed.
func Unreadable(loaded diag.List) (all diag.List) {
	for _, p := range loaded {
		rule := p.Rule()
		hides := strings.HasPrefix(rule, "toml-") || strings.HasPrefix(rule, "front-matter-") ||
			slices.Contains([]string{"registry-missing", "file-encoding", "file-unreadable", "file-size", "merge-conflict", "duplicate-id", "duplicate-page"}, rule)
		if hides && p.Severity() == diag.Error {
			all = append(all, p)
		}
	}
	return all
}

// Changes returns the moves and edits of a renaming. There are none if there are errors among
// the problems. The error is a RefusedError, or that of a file that cannot be read.
func (r *Renaming) Changes(project fs.FS, problems *diag.List) (moves []journal.Move, edits []journal.Edit, err error) {
	if r.moves, err = r.files(project); err != nil {
		return nil, nil, err
	}
	edits, err = r.edits(project, problems)
	if errors, _ := problems.Count(); err != nil || errors > 0 {
		return nil, nil, err
	}
	return r.moves, edits, nil
}

// files returns the moves of the thing's own files: its page in each language, or its folder.
func (r *Renaming) files(project fs.FS) (moves []journal.Move, err error) {
	if r.Kind.folder == "" {
		return nil, nil
	}
	entries, err := fs.ReadDir(project, r.Kind.folder)
	if err != nil && r.Kind.table == "" {
		return nil, err
	}
	for _, e := range entries {
		if rest, own := r.own(e.Name(), r.Old, e.IsDir()); own {
			moves = append(moves, journal.Move{From: r.Kind.folder + "/" + e.Name(), To: r.Kind.folder + "/" + r.New + rest})
		}
		if _, taken := r.own(e.Name(), r.New, e.IsDir()); taken {
			return nil, &RefusedError{TakenFile, r.New, r.Kind.folder + "/" + e.Name()}
		}
	}
	return moves, nil
}

// own reports whether a file of the kind's folder belongs to the thing with an id, and returns
// what follows the id in its name.
func (r *Renaming) own(name, id string, folder bool) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(name, id)
	switch {
	case !ok:
		return "", false
	case folder:
		return "", rest == "" && r.Kind.nests
	case r.Kind.ext == ".md":
		return rest, strings.HasPrefix(rest, ".") && path.Ext(rest) == ".md"
	}
	return rest, rest == r.Kind.ext
}
