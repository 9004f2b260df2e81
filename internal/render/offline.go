package render

import (
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/offline"
	"wayside/internal/output"
)

// An OfflineView describes the packs of a route or a series on its page.
type OfflineView struct {
	Script   string // the address of the script that saves it
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

// zipAddress returns the address of the ZIP file of a route, or of a series as seriesPack
// names it.
func (r *Renderer) zipAddress(lang guide.Lang, id string) string {
	return r.prefix(lang) + offlineDir + id + ".zip"
}

// packAddress returns the address of its pack for a picture width.
func (r *Renderer) packAddress(lang guide.Lang, id string, width int) string {
	address := r.prefix(lang) + offlineDir + id
	if width != phoneWidth {
		address += "." + strconv.Itoa(width)
	}
	return address + ".json"
}

// offlineView describes the packs of a route, or of a series as seriesPack names it.
func offlineView(p *draft, id string) OfflineView {
	v := OfflineView{
		Script: p.root + p.r.assets.Script("pack", p.lang), PackHref: p.root + p.r.packAddress(p.lang, id, phoneWidth),
		ZIPHref: p.root + p.r.zipAddress(p.lang, id), Recorded: len(p.r.guide.Recordings) > 0,
	}
	var widths []string
	for _, width := range packWidths(p.r.guide)[1:] {
		widths = append(widths, strconv.Itoa(width))
	}
	v.Widths = strings.Join(widths, " ")
	return v
}

// Offline contains the packs of every route, series and language, which visitors save on
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
		return map[string][]byte{r.prefix(lang) + searchDir + "meta.js": x.search[lang].Meta(searched(p.Route))}
	}}}
	if r.options.Teacher {
		return o
	}
	widths := packWidths(r.guide)
	add := func(lang guide.Lang, id, title string, start []string) {
		for _, width := range widths {
			o.packs = append(o.packs, &offline.Pack{Address: r.packAddress(lang, id, width), ZIP: r.zipAddress(lang, id), Route: id, Title: title, Lang: string(lang), Start: start, Width: width})
		}
	}
	for _, lang := range r.guide.Languages {
		for i := range r.guide.Routes {
			route := &r.guide.Routes[i]
			title, _ := route.Title.In(lang)
			add(lang, route.ID, title, r.packStart(x, lang, route))
		}
		for _, s := range publishedSeries(r.guide) {
			add(lang, seriesPack(s.ID), documentTitle(&s.Document, lang).Text, seriesStart(r, x, lang, s))
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
	return withSearch(r, x, lang, start, route.ID)
}

// withSearch adds the search of a pack to what it starts from.
func withSearch(r *Renderer, x *Index, lang guide.Lang, start []string, id string) []string {
	dir := r.prefix(lang) + searchDir
	start = append(start, dir+"index.html", dir+"meta.js")
	for _, text := range x.search[lang].Texts(searched(id)) {
		start = append(start, dir+text)
	}
	return start
}

// seriesPack returns the name of the pack of a series, which no route has.
func seriesPack(id string) string { return "series/" + id }

// searched returns the id of a pack in the search, which knows one kind of id: that of a
// series begins with an underscore, as no route's does.
func searched(pack string) string {
	if id, ok := strings.CutPrefix(pack, "series/"); ok {
		return "_" + id
	}
	return pack
}

// seriesStart lists the pages and files of a series from which its pack is derived.
func seriesStart(r *Renderer, x *Index, lang guide.Lang, s *guide.Series) []string {
	prefix := r.prefix(lang)
	start := []string{prefix + seriesDir(s.ID) + "index.html"}
	if hasSeriesCheck(s) {
		start = append(start, prefix+seriesCheckDir(s.ID)+"index.html")
	}
	if s.Details().Certificate {
		start = append(start, prefix+certificateDir(s.ID)+"index.html")
	}
	add := func(d *guide.Document, dir string, materials []guide.Material) {
		for i := range materials {
			if file := d.Beside(materials[i].File); file != "" {
				start = append(start, materialAddress(dir, file))
			}
		}
	}
	add(&s.Document, seriesDir(s.ID), s.AllMaterials())
	for _, e := range guide.SeriesEvents(r.guide, s) {
		start = append(start, prefix+eventDir(e.ID)+"index.html", prefix+eventDir(e.ID)+calendarFile)
		add(&e.Document, eventDir(e.ID), e.Details().Materials)
	}
	return withSearch(r, x, lang, start, seriesPack(s.ID))
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
