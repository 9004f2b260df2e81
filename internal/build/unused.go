package build

import (
	"bytes"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
)

// unused reports the pictures and recordings below content/ that no page shows.
// facts are those of all pages. If the project has errors, nothing is reported:
// pages that could not be made may show the files.
func (planned *Planned) unused(facts []output.Facts) diag.List {
	if errors, _ := planned.Problems.Count(); errors > 0 {
		return nil
	}
	g := planned.Guide
	used := guide.MaterialFiles(g)
	for _, f := range facts {
		for _, file := range f.Files {
			used[file] = true
		}
	}
	for plan := range g.Plans() {
		used[plan.File] = true
	}
	for i := range g.Sites {
		for k := range g.Sites[i].Halls {
			used[g.Sites[i].Halls[k].Audio] = true
		}
	}
	for d := range guide.Documents(g) {
		for i := range d.Photos {
			used[d.Photos[i].File] = true
		}
	}

	var problems diag.List
	pictures := map[string][]string{} // by folder
	for _, file := range slices.Sorted(maps.Keys(g.Files)) {
		switch {
		case used[file] || planned.drafted(file):
		case guide.IsRecording(file):
			problems.Add(diag.Place{File: file}, "file-unused/recording", fromPage(file))
		case guide.IsVideo(file):
			problems.Add(diag.Place{File: file}, "file-unused/film", fromPage(file))
		case guide.IsPicture(file) && len(g.Pictures[file].Variants) > 0: // others have been reported
			pictures[path.Dir(file)] = append(pictures[path.Dir(file)], file)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(pictures)) {
		if files := pictures[dir]; len(files) == 1 {
			problems.Add(diag.Place{File: files[0]}, "file-unused/picture", fromPage(files[0]))
		} else {
			problems.Add(diag.Place{File: dir}, "file-unused/pictures", len(files), path.Base(files[0]))
		}
	}
	return problems
}

// fromPage returns a file's path from the page that most likely shows it: that of
// the site in whose folder it is.
func fromPage(file string) string {
	if rest, ok := strings.CutPrefix(file, "content/sites/"); ok {
		if _, inside, ok := strings.Cut(rest, "/"); ok {
			return inside
		}
		return rest
	}
	return strings.TrimPrefix(file, "content/")
}

// drafted reports whether a hidden text mentions a file by its name,
// and so may show it.
func (planned *Planned) drafted(file string) bool {
	base := path.Base(file)
	return slices.ContainsFunc(planned.drafts, func(draft string) bool {
		text, _ := fs.ReadFile(planned.files, draft)
		return bytes.Contains(text, []byte(base)) || bytes.Contains(text, []byte(url.PathEscape(base)))
	})
}
