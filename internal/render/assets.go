package render

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/digest"
	"wayside/internal/fold"
	"wayside/internal/guide"
	"wayside/internal/litter"
	"wayside/internal/markdown"
	"wayside/internal/output"
	"wayside/internal/theme"
)

// assets are the files that pages refer to, except pictures.
type assets struct {
	*theme.Assets
	outputs []output.Output
	static  map[string]bool // addresses of files that are copied unchanged
}

// gather makes the stylesheets and scripts and lists the files to copy.
func (r *Renderer) gather(problems *diag.List) {
	a := &r.assets
	a.Assets = theme.Assemble(theme.Options{
		Files: r.options.Theme, Languages: r.guide.Languages, Words: r.guide.Words, Colours: brandColours(&r.guide.Brand) + themeColours(r.guide),
		Sheets: []theme.Sheet{
			{Name: "code", Kinds: []string{codeKind}, Text: markdown.HighlightCSS()},
			{Name: "filters", Kinds: []string{"sites"}, Text: themeFilters(r.guide)},
		},
		Teacher: r.options.Teacher, Data: map[string]string{"variants": fold.Classes()},
	}, problems)
	for _, f := range a.Files {
		key := digest.String(f.Text)
		a.outputs = append(a.outputs, output.Output{Address: f.Address, From: diag.Place{File: theme.Dir}, Phase: output.Asset, Key: &key, Make: output.Bytes([]byte(f.Text))})
	}
	a.static = map[string]bool{}
	r.copyStatic(problems)
	for i := range r.guide.Events {
		e := &r.guide.Events[i]
		if !r.options.Teacher {
			publishMaterials(r, &e.Document, eventDir(e.ID), e.Details().Materials)
		}
	}
	for i := range r.guide.Series {
		s := &r.guide.Series[i]
		if !r.options.Teacher {
			publishMaterials(r, &s.Document, seriesDir(s.ID), s.AllMaterials())
		}
	}
	for file := range r.guide.Files {
		if guide.IsRecording(file) || guide.IsVideo(file) {
			r.copied(recording(file), file, r.options.Project)
		}
		if !guide.IsVideo(file) {
			continue // pages contain the captions of a recording
		}
		for _, captions := range r.guide.Recordings[file].Captions {
			if captions.From == "" { // converted ones have the file of their original
				r.copied(recording(captions.File), captions.File, r.options.Project)
			}
		}
	}
}

// codeKind is an additional kind for pages with highlighted code.
const codeKind = "code"

// copyStatic lists the files of static/ except static/theme, which theme assembles.
func (r *Renderer) copyStatic(problems *diag.List) {
	err := fs.WalkDir(r.options.Theme, "static", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		address := strings.TrimPrefix(file, "static/")
		if e.IsDir() {
			if file == theme.Dir {
				return fs.SkipDir
			}
			return nil
		}
		if litter.File(e.Name()) {
			return nil
		}
		r.assets.static[address] = true
		r.copied(address, file, r.options.Theme)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		problems.Add(diag.Place{File: "static"}, "file-unreadable", err)
	}
}

// copied adds an output that is an unchanged copy of a file.
func (r *Renderer) copied(address, file string, from fs.FS) {
	at := diag.Place{File: file}
	o := output.Output{Address: address, From: at, Phase: output.Asset}
	if r.options.Content != nil {
		if sum, ok := r.options.Content(file); ok {
			o.Key = &sum
		}
	}
	o.Make = func() (output.Made, error) {
		data, err := fs.ReadFile(from, file)
		made := output.Made{Data: data, Fleeting: o.Key != nil && digest.Bytes(data) != *o.Key}
		if err != nil {
			made.Problems.Add(at, "file-unreadable", err)
		}
		return made, nil
	}
	r.assets.outputs = append(r.assets.outputs, o)
}

// recording returns the address of a recording, a video or its captions in the published
// folder, or "" if the file is none.
func recording(file string) string {
	name := strings.TrimPrefix(file, "content/")
	switch {
	case guide.IsRecording(file):
		return "audio/" + name
	case guide.IsVideo(file), guide.IsCaptions(file):
		return "video/" + name
	}
	return ""
}

// themeColours returns CSS that sets each theme's colour as a custom property of
// its class. The pages' policy forbids inline styles.
func themeColours(g *guide.Guide) string {
	var b strings.Builder
	for i := range g.Themes {
		if t := &g.Themes[i]; t.Colour != "" {
			fmt.Fprintf(&b, ".theme-%s{--theme:%s}\n", t.ID, t.Colour)
		}
	}
	return b.String()
}

// themeFilters returns CSS that hides the cards of all themes but the chosen one,
// without a script.
func themeFilters(g *guide.Guide) string {
	if len(g.Themes) < 2 || len(publishedSites(g)) > few {
		return ""
	}
	var b strings.Builder
	for i := range g.Themes {
		id := g.Themes[i].ID
		fmt.Fprintf(&b, "main:has(#show-%s:checked) .card:not([data-themes~=\"%s\"]),main:has(#show-%s:checked) section:not(:has([data-themes~=\"%s\"])){display:none}\n", id, id, id, id)
	}
	return b.String()
}
