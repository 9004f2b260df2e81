package render

import (
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// An OfflineView is what a route's page knows of its packs.
type OfflineView struct {
	PackHref string // of the pack with pictures for a phone
	ZIPHref  string
	Widths   string // of the packs with other pictures, in pixels: "480 1600"; "" when there are none
}

// A SavedPage is /saved/: the routes on this phone. Its script fills it.
type SavedPage struct {
	Frame
}

const (
	savedDir   = "saved/"
	offlineDir = "offline/"
)

// phoneWidth is the width of the pictures that most phones need: two thirds
// of their pixels, where nobody sees a difference.
const phoneWidth = 960

// packWidths are the widths of pictures that packs are made for: the phone's
// own first, and others where there are pictures at all.
func (r *Renderer) packWidths() []int {
	widths := []int{phoneWidth}
	for _, picture := range r.guide.Pictures {
		if len(picture.Variants) > 1 {
			return append(widths, 480, 1600)
		}
	}
	return widths
}

// zipAddress is where a route's ZIP lies.
func (r *Renderer) zipAddress(lang guide.Lang, route string) string {
	return r.prefix(lang) + offlineDir + route + ".zip"
}

// packAddress is where a route's pack for a width lies.
func (r *Renderer) packAddress(lang guide.Lang, route string, width int) string {
	address := r.prefix(lang) + offlineDir + route
	if width != phoneWidth {
		address += "." + strconv.Itoa(width)
	}
	return address + ".json"
}

// offline is what a route's page says of its packs.
func (r *Renderer) offline(p *draft, route *guide.Route) OfflineView {
	v := OfflineView{PackHref: p.root + r.packAddress(p.lang, route.ID, phoneWidth), ZIPHref: p.root + r.zipAddress(p.lang, route.ID)}
	var widths []string
	for _, width := range r.packWidths()[1:] {
		widths = append(widths, strconv.Itoa(width))
	}
	v.Widths = strings.Join(widths, " ")
	return v
}

// Packs are the routes as visitors take them along; of each route and language
// the one for phones comes first, and is made a ZIP of.
func (r *Renderer) Packs() []*offline.Pack {
	if r.options.Teacher {
		return nil
	}
	r.texts.sealed() // which tells the files that a route is searched in
	var packs []*offline.Pack
	widths := r.packWidths()
	for _, lang := range r.guide.Languages {
		for i := range r.guide.Routes {
			route := &r.guide.Routes[i]
			title, _ := route.Title.In(lang)
			start := r.packStart(lang, route)
			for _, width := range widths {
				packs = append(packs, &offline.Pack{Address: r.packAddress(lang, route.ID, width), ZIP: r.zipAddress(lang, route.ID), Route: route.ID, Title: title, Lang: string(lang), Start: start, Width: width})
			}
		}
	}
	return packs
}

// Press makes the packs' ZIPs.
func (r *Renderer) Press() *offline.Press {
	return &offline.Press{Base: r.guide.BaseURL, Instead: func(p *offline.Pack) map[string][]byte {
		lang := guide.Lang(p.Lang) // a ZIP is searched as far as it goes
		return map[string][]byte{r.prefix(lang) + searchDir + "meta.js": r.texts.found[lang].Meta(p.Route)}
	}}
}

// packStart is what a reader of a route comes to.
func (r *Renderer) packStart(lang guide.Lang, route *guide.Route) []string {
	prefix := r.prefix(lang)
	start := []string{prefix + routeDir(route.ID) + "index.html", prefix + handoutDir(route.ID) + "index.html"}
	for i := range route.Stops {
		if s := r.guide.Site(route.Stops[i].Site); s != nil && !s.Document.Draft {
			start = append(start, prefix+siteDir(s.ID)+"index.html")
		}
	}
	for _, format := range r.carried(route) {
		start = append(start, prefix+routeDir(route.ID)+"route."+format)
	}
	start = append(start, prefix+searchDir+"index.html", prefix+searchDir+"meta.js")
	for _, text := range r.texts.found[lang].Texts(route.ID) {
		start = append(start, prefix+searchDir+text)
	}
	return start
}

// saved is the output of /saved/.
func (r *Renderer) saved(lang guide.Lang) output.Output {
	return r.page(lang, savedDir, registry, func(p *draft) (any, string) {
		page := &SavedPage{Frame: r.frame(p, "saved", r.words(lang).T("saved-routes"), nil)}
		page.Description = r.words(lang).T("saved-lead")
		page.Scripts = append(page.Scripts, p.root+r.assets.Script("save", lang))
		r.openGraph(&page.Frame, p, r.face)
		r.trail(&page.Frame, p)
		return page, "saved"
	})
}

// Worker is the worker's output, sealed over all files of the build.
func (r *Renderer) Worker(files offline.Files, all []output.File) []output.Output {
	if r.options.Teacher {
		return nil
	}
	shell := offline.Shell{}
	for _, lang := range r.guide.Languages {
		shell[r.prefix(lang)] = r.prefix(lang) + savedDir + "index.html"
	}
	return []output.Output{shell.Worker(r.assets.Script("worker", r.guide.Languages[0]), files, all)}
}
