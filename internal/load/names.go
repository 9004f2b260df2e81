package load

import (
	"slices"
	"strings"
	"sync"

	"wayside/internal/guide"
)

// names are the ids to which references can refer.
type names struct {
	themes, audiences, sites []string
	halls                    map[string][]string      // by site
	guide                    *guide.Guide             // for their names
	siteNames                func() map[string]string // the ids of sites by their names, folded
	unread                   bool                     // the registry could not be read, so nothing is known
	blind                    bool                     // some of the sites are not known, for the same reason or since they have no id
}

func namesOf(g *guide.Guide) names {
	n := names{halls: make(map[string][]string, len(g.Sites)), guide: g}
	for i := range g.Themes {
		n.themes = append(n.themes, g.Themes[i].ID)
	}
	for i := range g.Audiences {
		n.audiences = append(n.audiences, g.Audiences[i].ID)
	}
	for i := range g.Sites {
		s := &g.Sites[i]
		n.sites = append(n.sites, s.ID)
		halls := []string{}
		for j := range s.Halls {
			halls = append(halls, s.Halls[j].ID)
		}
		n.halls[s.ID] = halls
	}
	n.forgetNames()
	return n
}

// forgetNames makes the next lookup by name read the names of the sites again.
func (n *names) forgetNames() {
	sites := n.guide.Sites
	n.siteNames = sync.OnceValue(func() map[string]string {
		ids := make(map[string]string, len(sites))
		for i := range sites {
			for _, id := range sites[i].Former {
				if ids[id] == "" {
					ids[id] = sites[i].ID
				}
			}
		}
		for i := range sites {
			for _, p := range sites[i].Name {
				if name := foldedName(p.Text); ids[name] == "" {
					ids[name] = sites[i].ID
				}
			}
		}
		return ids
	})
}

// of returns the ids to which a reference of a kind can refer.
func (n *names) of(what string) []string {
	switch what {
	case "theme":
		return n.themes
	case "audience":
		return n.audiences
	}
	return n.sites
}

// named returns the id of the thing with a name, which an editor wrote where its id
// belongs, or with a former id, or "".
func (n *names) named(what, name string) string {
	is := func(t guide.Text) bool { return isNamed(t, name) }
	switch what {
	case "theme":
		for i := range n.guide.Themes {
			if t := &n.guide.Themes[i]; is(t.Name) || slices.Contains(t.Former, name) {
				return t.ID
			}
		}
	case "audience":
		for i := range n.guide.Audiences {
			if a := &n.guide.Audiences[i]; is(a.Name) {
				return a.ID
			}
		}
	case "site":
		return n.siteNames()[foldedName(name)]
	}
	return ""
}

// hallNamed is named for a hall of a site.
func (n *names) hallNamed(site, name string) string {
	for i := range n.guide.Sites {
		s := &n.guide.Sites[i]
		for j := range s.Halls {
			if s.ID == site && isNamed(s.Halls[j].Name, name) {
				return s.Halls[j].ID
			}
		}
	}
	return ""
}

// isNamed reports whether a name is a text in any language.
func isNamed(t guide.Text, name string) bool {
	return slices.ContainsFunc(t, func(p guide.Passage) bool { return foldedName(p.Text) == foldedName(name) })
}

func foldedName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
