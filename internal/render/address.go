package render

import (
	"strings"

	"wayside/internal/guide"
)

// prefix returns the folder of a language's pages in the published folder.
func (r *Renderer) prefix(lang guide.Lang) string {
	if lang == r.guide.Default() {
		return ""
	}
	return string(lang) + "/"
}

func siteDir(id string) string  { return "sites/" + id + "/" }
func routeDir(id string) string { return "routes/" + id + "/" }
func themeDir(id string) string { return "themes/" + id + "/" }

// rootFrom returns the relative path from a published file to the folder's root.
func rootFrom(address string) string {
	return strings.Repeat("../", strings.Count(address, "/"))
}

// to returns a link from the page to another page in its language. It includes
// index.html, because a browser that opens a folder from the disk lists its
// files. In the teacher's folder, which contains only the handouts, the answer cards,
// the results and the standards, the link is to the published guide, or "" if the guide has no address.
func (p *draft) to(dir string) string {
	inside := dir == "" || dir == resultsDir || dir == standardsDir || strings.HasSuffix(dir, "/handout/") || strings.HasSuffix(dir, "/script/") || strings.HasSuffix(dir, answersSuffix) || strings.Contains(dir, cardsSuffix)
	if p.r.options.Teacher && !inside {
		return p.r.absolute(p.lang, dir)
	}
	return p.root + p.r.prefix(p.lang) + dir + "index.html"
}

// absolute returns a page's absolute address, or "" without a base_url.
func (r *Renderer) absolute(lang guide.Lang, dir string) string {
	if r.guide.BaseURL == "" {
		return ""
	}
	return r.guide.BaseURL + r.prefix(lang) + dir
}

// typed returns an address as a reader would type it: without the scheme and the
// final slash.
func typed(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}
