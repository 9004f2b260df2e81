package load

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
)

// Extensions of files that editors put below content/ and that no page can use,
// by what to do about them.
var (
	documents   = []string{".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf", ".pages", ".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx", ".dps", ".html", ".htm"}
	texts       = []string{".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text"}
	silentAudio = []string{".wma", ".amr", ".aif", ".aiff", ".ape", ".mid", ".midi", ".m4r", ".caf", ".m4p", ".awb"}
	silentVideo = []string{".avi", ".mkv", ".wmv", ".flv", ".3gp", ".mpg", ".mpeg", ".rmvb", ".vob"}
)

// unusable returns the problem of a file below content/ that is neither a page, a
// picture, a recording, a video, captions nor a photos.toml in its place.
func unusable(full string) diag.Problem {
	at := diag.Place{File: full}
	base := path.Base(full)
	name := strings.ToLower(base)
	ext := path.Ext(name)
	is := func(kind []string) bool { return slices.Contains(kind, ext) }
	switch {
	case strings.HasSuffix(name, ".md.txt"), strings.HasSuffix(name, ".toml.txt"):
		return diag.New(at, "file-unused/txt", base[:len(base)-len(".txt")])
	case name == "photos.toml":
		return diag.New(at, "file-unused/photos")
	case is(texts), ext == ".md": // in capitals
		return diag.New(at, "file-unused/page", strings.TrimSuffix(base, path.Ext(base))+".md")
	case is(documents):
		return diag.New(at, "file-unused/document")
	case is(silentAudio):
		return diag.New(at, "audio-format", strings.ToUpper(ext[1:]), base, base[:len(base)-len(ext)]+".mp3")
	case is(silentVideo):
		return diag.New(at, "video-format", strings.ToUpper(ext[1:]), base, base[:len(base)-len(ext)]+".mp4")
	}
	return diag.New(at, "file-unused")
}

// routesFolder reports the files below routes/ that are neither routes nor the
// tracks of routes.
func (l *Loader) routesFolder(g *guide.Guide, problems *diag.List) {
	used := map[string]bool{}
	for i := range g.Routes {
		used[g.Routes[i].Track] = true
	}
	for plan := range g.Plans() {
		used[plan.File] = true
	}
	var walk func(dir string)
	walk = func(dir string) {
		for _, e := range l.list(dir, problems) {
			full := dir + "/" + e.Name()
			name := strings.ToLower(e.Name())
			at := diag.Place{File: full}
			switch ext := path.Ext(name); {
			case e.IsDir():
				walk(full)
			case dir == routesDir && strings.HasSuffix(e.Name(), ".toml"), used[full]:
			case strings.HasSuffix(name, ".toml.txt"):
				problems.Add(at, "file-unused/txt", e.Name()[:len(e.Name())-len(".txt")])
			case ext == ".toml":
				problems.Add(at, "file-unused/route", strings.TrimSuffix(e.Name(), path.Ext(e.Name()))+".toml")
			case ext == ".gpx", ext == ".kml", ext == ".geojson":
				problems.Add(at, "file-unused/track", strings.TrimPrefix(full, routesDir+"/"))
			default:
				problems.Add(at, "file-unused/routes")
			}
		}
	}
	walk(routesDir)
}

// The names in a project's folder that the program reads.
var (
	projectFolders = []string{contentDir, routesDir, "static", "layouts"}
	projectFiles   = []string{registryFile, visitsFile}
)

// misnamed reports files and folders whose names are close to one that is read.
func (l *Loader) misnamed(problems *diag.List) {
	entries := l.list(".", problems)
	for _, e := range entries {
		known := projectFiles
		if e.IsDir() {
			known = projectFolders
		}
		name := e.Name()
		if slices.Contains(known, name) || slices.Contains(projectFolders, name) {
			continue
		}
		stem := strings.ToLower(name)
		if !e.IsDir() {
			stem = strings.TrimSuffix(stem, ".txt")
		}
		near := diag.Nearest(stem, known)
		switch {
		case near == "", near == visitsFile: // which Visits reports: the website does not depend on it
		case slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == near }):
			problems.Add(diag.Place{File: name}, "file-unused/second", name, near)
		default:
			problems.Add(diag.Place{File: name}, "file-unused/misnamed", name, near)
		}
	}
}
