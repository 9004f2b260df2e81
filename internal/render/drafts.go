package render

import "wayside/internal/guide"

// Drafts returns the folders of the published folder whose pages are drafts, for the
// preview, which shows them.
func (r *Renderer) Drafts() (folders []string) {
	g := r.guide
	for _, lang := range g.Languages {
		add := func(id, dir string, draft bool) {
			if draft && guide.ValidID(id) {
				folders = append(folders, r.prefix(lang)+dir)
			}
		}
		for i := range g.Sites {
			s := &g.Sites[i]
			add(s.ID, siteDir(s.ID), s.Draft || g.IsDraft(&s.Document, lang))
		}
		for i := range g.Routes {
			add(g.Routes[i].ID, routeDir(g.Routes[i].ID), g.Routes[i].Draft)
		}
		for i := range g.People {
			add(g.People[i].ID, personDir(g.People[i].ID), g.IsDraft(&g.People[i].Document, lang))
		}
		for i := range g.Events {
			add(g.Events[i].ID, eventDir(g.Events[i].ID), g.IsDraft(&g.Events[i].Document, lang))
		}
		for i := range g.Series {
			add(g.Series[i].ID, seriesDir(g.Series[i].ID), g.IsDraft(&g.Series[i].Document, lang))
		}
		for i := range g.Pages {
			add(g.Pages[i].ID, g.Pages[i].ID+"/", g.IsDraft(&g.Pages[i], lang))
		}
	}
	return folders
}
