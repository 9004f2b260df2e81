package archive

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/journal"
	"wayside/internal/litter"
	"wayside/internal/load"
)

// References follow photos to their new names in the texts of a project.
type References struct {
	names map[string][]name // by site, the longest first
}

// A name is an old base name, in one of the forms in which texts have it, and the new one.
type name struct{ old, new string }

// NewReferences returns the references for moves.
func NewReferences(moves []journal.Move) *References {
	r := &References{names: map[string][]name{}}
	for _, m := range moves {
		site := SiteOf(m.From)
		old, new := path.Base(m.From), path.Base(m.To)
		r.names[site] = append(r.names[site], name{old, new})
		for _, form := range []func(string) string{url.PathEscape, spaces.Replace} { // as browsers copy it, as editors type it
			if escaped := form(old); escaped != old && !slices.Contains(r.names[site], name{escaped, form(new)}) {
				r.names[site] = append(r.names[site], name{escaped, form(new)})
			}
		}
	}
	for _, all := range r.names {
		slices.SortStableFunc(all, func(a, b name) int { return len(b.old) - len(a.old) })
	}
	return r
}

var spaces = strings.NewReplacer(" ", "%20")

// SiteOf returns the id of the site in whose folder a file is, "" for another file.
func SiteOf(file string) string {
	rest, ok := strings.CutPrefix(file, "content/sites/")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, "/")
	return strings.TrimSuffix(id, ".md")
}

// Names returns the new names of a site's photos by the old ones.
func (r *References) Names(site string) map[string]string {
	names := map[string]string{}
	for _, n := range r.names[site] {
		if !strings.Contains(n.old, "%") || names[n.old] == "" {
			names[n.old] = n.new
		}
	}
	return names
}

// Sites returns the ids of the sites some of whose photos move.
func (r *References) Sites() map[string]bool {
	sites := map[string]bool{}
	for site := range r.names {
		sites[site] = true
	}
	return sites
}

// anchors are what precedes the name of a photo: a folder, a link to a site, a quoted
// value.
var anchors = regexp.MustCompile(`(?:([A-Za-z0-9._-]+)/)?\bphotos/|site:([a-z0-9-]+)/|#photo/|["']`)

// header is a table of sites.toml, and siteID the id of a site in one.
var (
	header = regexp.MustCompile(`(?m)^[ \t]*\[\[[ \t]*site[ \t]*\]\]`)
	siteID = regexp.MustCompile(`(?m)^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']`)
)

// Edits returns the files of the project that name photos which move: pages, TOML files
// and tables of photos.
func (r *References) Edits(project fs.FS, g *guide.Guide, problems *diag.List) (edits []journal.Edit, err error) {
	moving := r.Sites()
	visit := func(file string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || e.IsDir() || litter.File(e.Name()):
			return err
		case guide.IsPhotoTable(e.Name()):
			if !moving[SiteOf(file)] {
				return nil
			}
		case path.Ext(file) != ".md" && path.Ext(file) != ".toml":
			return nil
		}
		before, err := fs.ReadFile(project, file)
		if err != nil {
			return err
		}
		edit := journal.Edit{Path: file, Before: before}
		if guide.IsPhotoTable(e.Name()) {
			edit.Binary = intake.Packed(before)
			edit.After = r.followTable(file, before, g, problems)
		} else if text := r.Follow(file, string(before)); text != string(before) {
			edit.After = []byte(text)
		}
		if edit.After != nil {
			edits = append(edits, edit)
		}
		return nil
	}
	for _, root := range []string{"sites.toml", "routes", "content"} {
		if err := fs.WalkDir(project, root, visit); err != nil {
			return nil, err
		}
	}
	return edits, nil
}

// followTable returns a table of photos with the new names, nil if it has none.
func (r *References) followTable(file string, raw []byte, g *guide.Guide, problems *diag.List) []byte {
	if !intake.Packed(raw) {
		raw = load.Foreign(file, raw, problems)
	}
	if raw == nil {
		return nil
	}
	return intake.Rename(file, raw, g, r.Names(SiteOf(file)), problems)
}

// Follow returns a file's text with the new names.
func (r *References) Follow(file, text string) string {
	if file != "sites.toml" {
		return r.follow(SiteOf(file), text)
	}
	// Each site of the registry has its own folder.
	var b strings.Builder
	at := 0
	for _, start := range append(header.FindAllStringIndex(text, -1), []int{len(text), 0}) {
		piece := text[at:start[0]]
		site := ""
		if m := siteID.FindStringSubmatch(piece); m != nil && at > 0 {
			site = m[1]
		}
		b.WriteString(r.follow(site, piece))
		at = start[0]
	}
	return b.String()
}

// follow replaces names in a text that belongs to a site, or to none.
func (r *References) follow(own, text string) string {
	var b strings.Builder
	done := 0
	for _, m := range anchors.FindAllStringSubmatchIndex(text, -1) {
		end := m[1]
		if end < done {
			continue
		}
		site := own
		switch {
		case m[4] >= 0: // site:ID/
			site = text[m[4]:m[5]]
		case m[2] >= 0 && text[m[2]:m[3]] != ".": // ID/photos/
			site = text[m[2]:m[3]]
		}
		n, ok := r.at(site, text[end:])
		if !ok {
			continue
		}
		b.WriteString(text[done:end])
		b.WriteString(n.new)
		done = end + len(n.old)
	}
	b.WriteString(text[done:])
	return b.String()
}

// at returns the name with which a text begins.
func (r *References) at(site, text string) (name, bool) {
	for _, n := range r.names[site] {
		if rest, ok := strings.CutPrefix(text, n.old); ok && ends(rest) {
			return n, true
		}
	}
	return name{}, false
}

// ends reports whether a name ends before a text.
func ends(text string) bool {
	return text == "" || strings.ContainsRune("\"')>] \t\r\n#?,|", rune(text[0]))
}
