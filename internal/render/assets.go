package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/markdown"
	"wayside/internal/output"
)

// assets are the theme's own files. Styles and scripts get their content's
// hash in their names, so that a browser may keep them for ever.
type assets struct {
	styles  []style
	scripts map[scriptKey]string // the address of a script
	outputs []output.Output
	static  map[string]bool // addresses of files copied as they are
}

type style struct {
	address string
	kinds   []string // the kinds of page it is for, "code" for pages with code
}

// sheets are the theme's stylesheets: the parts, in order, that become one
// file, and the kinds of page that it is for. Each is a request before anything
// is shown, so a page that lists others has one and no page more than three.
var sheets = []struct {
	name         string
	parts, kinds []string
}{
	{"wayside", []string{"base", "frame", "text", "print", "export", "offline"}, []string{"page", "route", "handout", "saved", "search", "404"}},
	{"lists", []string{"base", "frame", "text", "cards", "print", "export", "offline"}, []string{"home", "sites", "routes", "theme", "site", "teacher"}},
	{"map", []string{"map"}, []string{"route", "site", "handout"}},
	{"site", []string{"site"}, []string{"site"}},
	{"route", []string{"route"}, []string{"route"}},
	{"search", []string{"search"}, []string{"search"}},
	{"handout", []string{"handout"}, []string{"handout"}},
}

type scriptKey struct {
	name string
	lang guide.Lang
}

// scripts are the theme's scripts: the parts, in order, that become one file,
// and the words that it says, which take the place of WORDS in it.
var scripts = []struct {
	name  string
	parts []string
	words []string
}{
	{name: "handout", parts: []string{"handout"}},
	{name: "planner", parts: []string{"timetable", "say", "planner"}},
	{name: "map", parts: []string{"map"}},
	{name: "search", parts: []string{"fold", "find", "search"}},
	{name: "page", parts: []string{"page", "light"}, words: pageWords},
	{name: "save", parts: []string{"vault", "pack", "save"}, words: saveWords},
	{name: "worker", parts: []string{"vault", "worker"}},
}

var (
	pageWords = []string{"new-version", "new-version-show", "new-version-later"}
	saveWords = []string{
		"save-route", "save-go-on", "save-update", "save-mend", "save-stop", "save-remove", "save-again",
		"save-exact", "save-here", "save-progress", "save-begun", "save-kept", "save-newer", "save-lost",
		"save-running", "save-waiting", "save-queue", "save-done", "save-stopped", "save-removed", "save-sure",
		"save-unknown", "save-portal", "save-damaged", "save-gone", "save-full", "save-failed", "save-browser", "save-wechat",
		"saved-routes", "saved-promised", "saved-unpromised",
	}
)

// gather reads static/ and makes the stylesheets and the scripts.
func (r *Renderer) gather(problems *diag.List) {
	a := &r.assets
	a.static = map[string]bool{}
	for _, s := range sheets {
		var css strings.Builder
		for _, part := range s.parts {
			css.Write(r.themeFile(part+".css", problems))
		}
		if s.parts[0] == "base" {
			css.WriteString(themeColours(r.guide))
		}
		a.styles = append(a.styles, style{a.hashed(s.name, ".css", css.String()), s.kinds})
	}
	a.styles = append(a.styles, style{a.hashed("code", ".css", markdown.HighlightCSS()), []string{"code"}})
	if filters := themeFilters(r.guide); filters != "" {
		a.styles = append(a.styles, style{a.hashed("filters", ".css", filters), []string{"sites"}})
	}
	a.scripts = map[scriptKey]string{}
	for _, s := range scripts {
		var script strings.Builder
		for _, part := range s.parts {
			script.Write(r.themeFile(part+".js", problems))
		}
		for _, lang := range r.guide.Languages {
			said, _ := json.Marshal(r.words(lang).Some(s.words)) // strings: no error
			a.scripts[scriptKey{s.name, lang}] = a.hashed(s.name, ".js", strings.Replace(script.String(), "WORDS", string(said), 1))
		}
	}
	r.copyStatic(problems)
	for file := range r.guide.Files {
		if isRecording(file) {
			a.copied(recording(file), file, r.options.Project)
		}
	}
}

// themeFile reads a file of static/theme.
func (r *Renderer) themeFile(name string, problems *diag.List) []byte {
	file := "static/theme/" + name
	data, err := fs.ReadFile(r.options.Theme, file)
	if err != nil {
		problems.Add(diag.Place{File: file}, "file-unreadable", err)
	}
	return data
}

// script is the address of a script.
func (a *assets) script(name string, lang guide.Lang) string { return a.scripts[scriptKey{name, lang}] }

// hashed adds a file with its content's hash in its name, once.
func (a *assets) hashed(name, ext, text string) (address string) {
	sum := sha256.Sum256([]byte(text))
	address = "assets/" + name + "." + hex.EncodeToString(sum[:5]) + ext
	if slices.ContainsFunc(a.outputs, func(o output.Output) bool { return o.Address == address }) {
		return address // a script without words is the same in every language
	}
	a.outputs = append(a.outputs, output.Output{Address: address, From: diag.Place{File: "static/theme"}, Phase: output.Asset, Make: output.Bytes([]byte(text))})
	return address
}

// copyStatic copies static/ but for static/theme, which is published with hashes.
func (r *Renderer) copyStatic(problems *diag.List) {
	err := fs.WalkDir(r.options.Theme, "static", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		address := strings.TrimPrefix(file, "static/")
		if e.IsDir() {
			if address == "theme" {
				return fs.SkipDir
			}
			return nil
		}
		if e.Name() == ".DS_Store" || e.Name() == "Thumbs.db" {
			return nil
		}
		r.assets.static[address] = true
		r.assets.copied(address, file, r.options.Theme)
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		problems.Add(diag.Place{File: "static"}, "file-unreadable", err)
	}
}

func (a *assets) copied(address, file string, from fs.FS) {
	at := diag.Place{File: file}
	a.outputs = append(a.outputs, output.Output{Address: address, From: at, Phase: output.Asset, Make: func() (output.Made, error) {
		data, err := fs.ReadFile(from, file)
		made := output.Made{Data: data}
		if err != nil {
			made.Problems.Add(at, "file-unreadable", err)
		}
		return made, nil
	}})
}

// recording is a recording's address in the published folder.
func recording(file string) string { return "audio/" + strings.TrimPrefix(file, "content/") }

func isRecording(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".mp3", ".m4a", ".ogg", ".opus", ".wav", ".flac", ".aac":
		return true
	}
	return false
}

// themeColours gives each theme's colour as a custom property of its class:
// a page's policy allows no style of its own.
func themeColours(g *guide.Guide) string {
	var b strings.Builder
	for i := range g.Themes {
		if t := &g.Themes[i]; t.Colour != "" {
			fmt.Fprintf(&b, ".theme-%s{--theme:%s}\n", t.ID, t.Colour)
		}
	}
	return b.String()
}

// themeFilters hides, without a script, the cards of other themes than the
// one chosen.
func themeFilters(g *guide.Guide) string {
	if len(g.Themes) < 2 || len(g.Sites) > perPage {
		return ""
	}
	var b strings.Builder
	for i := range g.Themes {
		id := g.Themes[i].ID
		fmt.Fprintf(&b, "main:has(#show-%s:checked) .card:not([data-themes~=\"%s\"]),main:has(#show-%s:checked) section:not(:has([data-themes~=\"%s\"])){display:none}\n", id, id, id, id)
	}
	return b.String()
}
