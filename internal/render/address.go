package render

import (
	"strings"

	"wayside/internal/guide"
)

// prefix is the folder of a language's pages in the published folder.
func (r *Renderer) prefix(lang guide.Lang) string {
	if lang == r.guide.Default() {
		return ""
	}
	return string(lang) + "/"
}

func siteDir(id string) string  { return "sites/" + id + "/" }
func routeDir(id string) string { return "routes/" + id + "/" }
func themeDir(id string) string { return "themes/" + id + "/" }

// rootFrom is the way from a published file to the folder's root.
func rootFrom(address string) string {
	return strings.Repeat("../", strings.Count(address, "/"))
}

// to is a link from the page to another page of its language. It names
// index.html, since a folder opened as a file shows its list of files. From
// the teacher's folder, which contains only the handouts, it leads to the
// published guide; "" if the guide has no address.
func (p *draft) to(dir string) string {
	if p.r.options.Teacher && dir != "" && !strings.HasSuffix(dir, "/handout/") {
		return p.r.absolute(p.lang, dir)
	}
	return p.root + p.r.prefix(p.lang) + dir + "index.html"
}

// absolute returns a page's absolute address, "" without a base_url.
func (r *Renderer) absolute(lang guide.Lang, dir string) string {
	if r.guide.BaseURL == "" {
		return ""
	}
	return r.guide.BaseURL + r.prefix(lang) + dir
}

// typed is an address as a reader types it: without its scheme and without
// the slash at its end.
func typed(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}
