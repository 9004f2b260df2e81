package render

import (
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// An OfflineView describes a route's packs on its page.
type OfflineView struct {
	Script   string // the address of the script that saves the route
	PackHref string // the address of the pack with pictures for a phone
	ZIPHref  string
	Widths   string // the picture widths of other packs in pixels: "480 1600"; "" for none
	Recorded bool   // the guide has recordings, which packs may offer: the panel can be taller
}

// A SavedPage is /saved/: the routes on this phone, which its script lists.
type SavedPage struct {
	Frame
}

const (
	savedDir   = "saved/"
	offlineDir = "offline/"
)

// phoneWidth is the width of pictures for most phones in pixels. That is two thirds
// of a phone's pixels, without a visible difference.
const phoneWidth = 960

// packWidths returns the picture widths of packs: that for phones first and, if
// there are pictures, the others.
func packWidths(g *guide.Guide) []int {
	widths := []int{phoneWidth}
	for _, picture := range g.Pictures {
		if len(picture.Variants) > 1 {
			return append(widths, 480, 1600)
		}
	}
	return widths
}

// zipAddress returns the address of a route's ZIP file.
func (r *Renderer) zipAddress(lang guide.Lang, route string) string {
	return r.prefix(lang) + offlineDir + route + ".zip"
}

// packAddress returns the address of a route's pack for a picture width.
func (r *Renderer) packAddress(lang guide.Lang, route string, width int) string {
	address := r.prefix(lang) + offlineDir + route
	if width != phoneWidth {
		address += "." + strconv.Itoa(width)
	}
	return address + ".json"
}

// offlineView describes a route's packs.
func offlineView(p *draft, route *guide.Route) OfflineView {
	v := OfflineView{
		Script: p.root + p.r.assets.Script("pack", p.lang), PackHref: p.root + p.r.packAddress(p.lang, route.ID, phoneWidth),
		ZIPHref: p.root + p.r.zipAddress(p.lang, route.ID), Recorded: len(p.r.guide.Recordings) > 0,
	}
	var widths []string
	for _, width := range packWidths(p.r.guide)[1:] {
		widths = append(widths, strconv.Itoa(width))
	}
	v.Widths = strings.Join(widths, " ")
	return v
}

// Offline contains the packs of every route and language, which visitors save on
// their devices, and a ZIP file of each route's pack for phones.
type Offline struct {
	packs    []*offline.Pack // the pack for phones before the others of a route
	archiver *offline.Archiver
}

// Offline returns the packs. The index determines which search files a route's
// pack contains.
func (r *Renderer) Offline(x *Index) *Offline {
	o := &Offline{archiver: &offline.Archiver{Base: r.guide.BaseURL, Replace: func(p *offline.Pack) map[string][]byte {
		lang := guide.Lang(p.Lang) // the search in a ZIP covers only the ZIP
		return map[string][]byte{r.prefix(lang) + searchDir + "meta.js": x.search[lang].Meta(p.Route)}
	}}}
	if r.options.Teacher {
		return o
	}
	widths := packWidths(r.guide)
	for _, lang := range r.guide.Languages {
		for i := range r.guide.Routes {
			route := &r.guide.Routes[i]
			title, _ := route.Title.In(lang)
			start := r.packStart(x, lang, route)
			for _, width := range widths {
				o.packs = append(o.packs, &offline.Pack{Address: r.packAddress(lang, route.ID, width), ZIP: r.zipAddress(lang, route.ID), Route: route.ID, Title: title, Lang: string(lang), Start: start, Width: width})
			}
		}
	}
	return o
}

// Outputs returns the ZIP files and the lists of the packs, which contain the sizes
// of the ZIP files.
func (o *Offline) Outputs(files offline.Files) (zips, lists []output.Output) {
	zipped := map[string]bool{}
	for _, pack := range o.packs {
		lists = append(lists, pack.Output(files))
		if !zipped[pack.ZIP] {
			zipped[pack.ZIP] = true
			zips = append(zips, o.archiver.ZIP(pack, files))
		}
	}
	return zips, lists
}

// packStart lists the pages and files of a route from which its pack is derived.
func (r *Renderer) packStart(x *Index, lang guide.Lang, route *guide.Route) []string {
	prefix := r.prefix(lang)
	start := []string{prefix + routeDir(route.ID) + "index.html", prefix + handoutDir(route.ID) + "index.html"}
	if hasCheck(route) {
		start = append(start, prefix+checkDir(route.ID)+"index.html")
	}
	for i := range route.Stops {
		if s := r.guide.Site(route.Stops[i].Site); s != nil && !s.Document.Draft {
			start = append(start, prefix+siteDir(s.ID)+"index.html")
		}
	}
	start = append(start, activityFiles(r.guide, route, prefix)...)
	for _, who := range guide.RoutePeople(r.guide, route, lang) {
		start = append(start, prefix+personDir(who.ID)+"index.html")
	}
	for _, format := range exportFormats(r.guide, route) {
		start = append(start, prefix+routeDir(route.ID)+"route."+format)
	}
	start = append(start, prefix+searchDir+"index.html", prefix+searchDir+"meta.js")
	for _, text := range x.search[lang].Texts(route.ID) {
		start = append(start, prefix+searchDir+text)
	}
	return start
}

func newSavedPage(p *draft) *SavedPage {
	page := &SavedPage{Frame: newFrame(p, "saved", p.words().T("saved-routes"), nil)}
	page.Description = p.words().T("saved-lead")
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("saved", p.lang))
	setOpenGraph(&page.Frame, p, p.face())
	setTrail(&page.Frame, p)
	return page
}

// Worker returns the output of the service worker, which contains the hashes of all
// files of the build.
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
