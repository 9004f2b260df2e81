package load

import (
	"bytes"
	"io"
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
	videos      = []string{".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".wmv", ".flv", ".3gp", ".mpg", ".mpeg"}
)

// unusable returns the problem of a file below content/ that is neither a page, a
// picture, a recording nor a photos.toml in its place.
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
		return diag.New(at, "audio-format", strings.ToUpper(ext[1:]))
	case is(videos):
		return diag.New(at, "file-unused/video")
	}
	return diag.New(at, "file-unused")
}

// recording reports a recording whose content browsers do not play, or whose name
// is that of another format: the name decides the type that a server declares.
func (t *tree) recording(full string) {
	f, err := t.l.fsys.Open(full)
	if err != nil {
		unreadable(t.l.fsys, full, err, t.problems)
		return
	}
	defer f.Close()
	head := make([]byte, 64)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		unreadable(t.l.fsys, full, err, t.problems)
		return
	}
	format, extensions := recordingFormat(head[:n])
	at := diag.Place{File: full}
	switch {
	case n == 0:
		t.problems.Add(at, "audio-format/empty")
	case format == "":
		t.problems.Add(at, "audio-format/unknown")
	case len(extensions) == 0:
		t.problems.Add(at, "audio-format", format)
	case !slices.Contains(extensions, strings.ToLower(path.Ext(full))):
		t.problems.Add(at, "audio-format/name", format, extensions[0])
	}
}

// recordingFormat returns a recording's format by its first bytes, and the
// extensions of files of the format, none if browsers do not play it. An unknown
// format is "".
func recordingFormat(head []byte) (format string, extensions []string) {
	starts := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	mp3, ogg := []string{".mp3"}, []string{".ogg", ".oga", ".opus"}
	switch {
	case starts("ID3"):
		// The tag also precedes AAC and FLAC, whose start is beyond it.
		return "MP3", []string{".mp3", ".aac", ".flac"}
	case starts("OggS"):
		return "Ogg", ogg
	case starts("fLaC"):
		return "FLAC", []string{".flac"}
	case starts("RIFF") && len(head) >= 12 && string(head[8:12]) == "WAVE":
		return "WAV", []string{".wav"}
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		if strings.HasPrefix(string(head[8:12]), "3g") {
			return "3GP", nil
		}
		return "M4A", []string{".m4a"}
	case starts("#!AMR"):
		return "AMR", nil
	case starts("\x30\x26\xb2\x75"):
		return "WMA", nil
	case starts("MAC "):
		return "APE", nil
	case starts("MThd"):
		return "MIDI", nil
	case starts("FORM"):
		return "AIFF", nil
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xF6 == 0xF0:
		return "AAC", []string{".aac"}
	case len(head) >= 2 && head[0] == 0xFF && head[1]&0xE0 == 0xE0 && head[1]&0x06 != 0:
		return "MP3", mp3
	}
	return "", nil
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
	projectFiles   = []string{registryFile}
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
		case near == "":
		case slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == near }):
			problems.Add(diag.Place{File: name}, "file-unused/second", name, near)
		default:
			problems.Add(diag.Place{File: name}, "file-unused/misnamed", name, near)
		}
	}
}
