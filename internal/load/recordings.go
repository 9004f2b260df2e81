package load

import (
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/media"
)

// largestVideo is the size in bytes from which a video is reported: what a visitor's phone
// loads in a few minutes.
const largestVideo = 100 << 20

// recording reads a recording or a video. It reports one that phones do not play, or whose
// name is that of another format: the name decides the type that a server declares.
func (t *tree) recording(full string, size int64) {
	f, err := t.l.fsys.Open(full)
	if err != nil {
		unreadable(t.l.fsys, full, err, t.problems)
		return
	}
	defer f.Close()
	at, ok := f.(io.ReaderAt)
	if !ok {
		return // no file system of the program or of its tests
	}
	info, err := media.Read(at, size)
	if err != nil {
		unreadable(t.l.fsys, full, err, t.problems)
		return
	}
	t.g.Recordings[full] = guide.Recording{Info: info, Bytes: size}
	problem := soundProblem
	if guide.IsVideo(full) {
		problem = videoProblem
	}
	if p, found := problem(full, info, size); found {
		t.problems.Append(p)
	}
}

// soundProblem returns the problem of a recording, if it has one.
func soundProblem(full string, i media.Info, size int64) (p diag.Problem, found bool) {
	at, base, ext := diag.Place{File: full}, path.Base(full), path.Ext(full)
	stem := strings.TrimSuffix(base, ext)
	what, old := i.Unplayed()
	extensions := i.Extensions()
	one := func(key string, args ...any) (diag.Problem, bool) { return diag.New(at, key, args...), true }
	switch {
	case size == 0:
		return one("audio-format/empty")
	case i.Format == "":
		return one("audio-format/unknown")
	case i.Incomplete():
		return one("audio-format/empty")
	case what != "" && !old:
		to := stem + ".mp3"
		if to == base {
			to = stem + "-1.mp3"
		}
		return one("audio-format", what, base, to)
	case !slices.Contains(extensions, strings.ToLower(ext)):
		return one("audio-format/name", i.Format, extensions[0])
	case old:
		return one("audio-format/old", what, base, stem+".mp3")
	}
	return p, false
}

// videoProblem returns the problem of a video, if it has one.
func videoProblem(full string, i media.Info, size int64) (p diag.Problem, found bool) {
	at, base, ext := diag.Place{File: full}, path.Base(full), path.Ext(full)
	to := strings.TrimSuffix(base, ext) + ".mp4"
	if to == base {
		to = strings.TrimSuffix(base, ext) + "-1.mp4"
	}
	what, old := i.Unplayed()
	extensions := i.Extensions()
	one := func(key string, args ...any) (diag.Problem, bool) { return diag.New(at, key, args...), true }
	switch {
	case size == 0, i.Incomplete():
		return one("video-format/empty")
	case i.Format == "":
		return one("video-format/unknown")
	case i.Video == "":
		return one("video-format/sound")
	case what != "" && !old:
		return one("video-format", what, base, to)
	case !slices.Contains(extensions, strings.ToLower(ext)):
		return one("video-format/name", i.Format, extensions[0])
	case old:
		return one("video-format/old", what, base, to)
	case size > largestVideo:
		return one("video-format/large", size>>20, base, strings.TrimSuffix(base, ext)+"-small.mp4")
	}
	return p, false
}

// attachCaptions gives the captions to the recordings next to them: keeper.vtt and
// keeper.en.vtt to keeper.mp3.
func (t *tree) attachCaptions() {
	named := map[string][]string{} // recordings by their path without the extension
	for _, file := range slices.Sorted(maps.Keys(t.g.Recordings)) {
		stem := strings.TrimSuffix(file, path.Ext(file))
		named[stem] = append(named[stem], file)
	}
	for _, file := range t.timed {
		stem := strings.TrimSuffix(file, path.Ext(file))
		lang := t.g.Default()
		of := named[stem]
		if base, code, ok := strings.Cut(path.Base(stem), "."); ok && of == nil {
			lang = guide.Lang(code)
			if of = named[path.Dir(stem)+"/"+base]; of != nil && !slices.Contains(t.g.Languages, lang) {
				p := diag.New(diag.Place{File: file}, "unknown-language/file", code)
				p.Nearest = nearestLanguage(code, t.g.Languages)
				t.problems.Append(p)
				continue
			}
		}
		if of == nil {
			t.problems.Add(diag.Place{File: file}, "file-unused/captions")
			continue
		}
		captions := guide.Captions{File: file, Lang: lang, Cues: t.cues(file, t.g.Recordings[of[0]])}
		for _, file := range of {
			r := t.g.Recordings[file]
			r.Captions = append(r.Captions, captions)
			t.g.Recordings[file] = r
		}
	}
	for _, file := range slices.Sorted(maps.Keys(t.g.Recordings)) {
		r := t.g.Recordings[file]
		slices.SortFunc(r.Captions, func(a, b guide.Captions) int {
			return slices.Index(t.g.Languages, a.Lang) - slices.Index(t.g.Languages, b.Lang)
		})
		if guide.IsVideo(file) && r.Video != "" && r.Audio != "" && r.Captions == nil {
			t.problems.Add(diag.Place{File: file}, "captions/none", strings.TrimSuffix(path.Base(file), path.Ext(file))+".vtt")
		}
	}
}

// flawKeys are the keys of the problems of captions.
var flawKeys = map[media.FlawKind]string{
	media.NoHeader: "captions/header", media.BadTime: "captions", media.Backward: "captions/backward", media.Disorder: "captions/order",
	media.NoText: "captions/empty", media.Stray: "captions/stray", media.TooMany: "captions/many",
}

// cues reads captions and reports what is wrong with them.
func (t *tree) cues(file string, of guide.Recording) []media.Cue {
	text, missing := readText(t.l.fsys, file, longestText, t.problems)
	if missing || text == nil {
		return nil
	}
	cues, flaws := media.Cues(string(text))
	for _, flaw := range flaws {
		at := diag.Place{File: file, Line: flaw.Line, Column: 1}
		if flaw.Kind == media.TooMany {
			t.problems.Add(at, flawKeys[flaw.Kind], media.MostCues)
		} else {
			t.problems.Add(at, flawKeys[flaw.Kind], flaw.Text)
		}
	}
	if n := len(cues); n > 0 && of.Duration > 0 && cues[n-1].From > of.Duration {
		t.problems.Add(diag.Place{File: file, Line: cues[n-1].Line, Column: 1}, "captions/late", of.Duration)
	}
	return cues
}

// hallRecordings finds the recordings of halls. What was decoded is shared with the next
// Load, so the halls are copied.
func hallRecordings(g *guide.Guide, problems *diag.List) {
	for i := range g.Sites {
		s := &g.Sites[i]
		copied := false
		for k := range s.Halls {
			if s.Halls[k].Audio == "" {
				continue
			}
			if !copied {
				s.Halls, copied = slices.Clone(s.Halls), true
			}
			h := &s.Halls[k]
			h.Audio = hallRecording(g, sitesDir+"/"+s.ID, h, problems)
		}
	}
}

// hallRecording returns the path of a hall's recording in the project, or "" if there is
// none.
func hallRecording(g *guide.Guide, dir string, h *guide.Hall, problems *diag.List) string {
	full, ok := guide.Inside(dir, h.Audio)
	if !ok {
		problems.Add(h.AudioAt, "path-outside", h.Audio)
		return ""
	}
	if _, ok := g.Recordings[full]; ok && guide.IsRecording(full) {
		return full
	}
	if guide.IsVideo(full) {
		problems.Add(h.AudioAt, "audio-missing/video", h.Audio)
		return ""
	}
	var near []string
	for file := range g.Recordings {
		if name, ok := strings.CutPrefix(file, dir+"/"); ok && guide.IsRecording(file) {
			near = append(near, name)
		}
	}
	slices.Sort(near)
	problems.AddUnknown(h.AudioAt, "audio-missing", h.Audio, near)
	return ""
}
