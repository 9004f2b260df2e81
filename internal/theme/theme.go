// Package theme assembles the stylesheets and scripts that pages load from the files
// of static/theme.
//
// A stylesheet or script is published as one file that consists of parts. Each part
// is a file of static/theme, which a project may replace. Assemble returns the
// files with addresses that contain a hash of the content, so that browsers may
// cache them forever, and the pages that load them. It reports missing parts and
// unused files of static/theme. It neither parses nor minifies the parts.
package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/litter"
)

// Dir is the folder of the parts, in the theme and in a project.
const Dir = "static/theme"

// Options contain what stylesheets and scripts are made of other than the parts.
type Options struct {
	Files     fs.FS        // contains Dir
	Languages []guide.Lang // of the guide
	Words     map[guide.Lang]guide.Words
	Colours   string // CSS for the guide's colours, appended to the stylesheet of every page
	Sheets    []Sheet
	Data      map[string]string // texts that scripts have as constants, by name
	Teacher   bool              // for the teacher's edition, which has scripts of its own
}

// A Sheet is a stylesheet that does not consist of parts.
type Sheet struct {
	Name  string
	Kinds []string // the kinds of pages that load it
	Text  string   // if empty, the sheet is not published
}

// A File is a file to be published.
type File struct {
	Address string // from the published folder's root: "assets/wayside.0123456789.css"
	Text    string
}

// Assets are the files, and which pages load them.
type Assets struct {
	Files   []File
	sheets  []sheet
	scripts map[scriptKey]string // their addresses
}

type sheet struct {
	address string
	kinds   []string
}

type scriptKey struct {
	name string
	lang guide.Lang
}

// Script returns the address of a script in a language, or "" for an unknown
// script.
func (a *Assets) Script(name string, lang guide.Lang) string { return a.scripts[scriptKey{name, lang}] }

// Styles returns the addresses of the stylesheets that a page of the given kinds
// loads, in order.
func (a *Assets) Styles(kinds ...string) []string {
	var addresses []string
	for _, s := range a.sheets {
		if slices.ContainsFunc(s.kinds, func(kind string) bool { return slices.Contains(kinds, kind) }) {
			addresses = append(addresses, s.address)
		}
	}
	return addresses
}

// Assemble makes the stylesheets and scripts. It adds missing parts and unused files
// to problems.
func Assemble(o Options, problems *diag.List) *Assets {
	a := &Assets{scripts: map[scriptKey]string{}}
	for _, s := range sheets {
		if slices.Contains(deskSheets, s.name) && !o.Teacher {
			continue
		}
		text := read(o.Files, s.parts, ".css", problems)
		if s.coloured {
			text += o.Colours
		}
		a.sheets = append(a.sheets, sheet{a.publish(s.name, ".css", text), s.kinds})
	}
	for _, s := range o.Sheets {
		if s.Text != "" {
			a.sheets = append(a.sheets, sheet{a.publish(s.Name, ".css", s.Text), s.Kinds})
		}
	}
	for _, s := range scripts {
		if s.desk && !o.Teacher {
			continue
		}
		text := read(o.Files, s.parts, ".js", problems)
		if s.data != "" {
			text = constant(s.data, o.Data[s.data]) + text
		}
		for _, lang := range o.Languages {
			a.scripts[scriptKey{s.name, lang}] = a.publish(s.name, ".js", enclose(text, o.Words[lang].Some(s.words)))
		}
	}
	unread(o.Files, problems)
	return a
}

// read returns the concatenation of parts.
func read(files fs.FS, parts []string, ext string, problems *diag.List) string {
	var b strings.Builder
	for _, part := range parts {
		file := Dir + "/" + part + ext
		text, err := fs.ReadFile(files, file)
		if err != nil {
			problems.Add(diag.Place{File: file}, "file-unreadable", err)
		}
		b.Write(text)
		b.WriteByte('\n') // a part of a project may end in a comment
	}
	return b.String()
}

// enclose returns a script with its parts in the scope of one function, so that the
// scripts of a page share only the object wayside. The words are a constant in
// that scope.
func enclose(parts string, words guide.Words) string {
	if len(words) > 0 {
		parts = constant("words", words) + parts
	}
	return "(wayside => {\n\"use strict\";\n" + parts + "})(self.wayside = self.wayside || {});\n"
}

// constant returns the declaration of a constant. Its value consists of strings.
func constant(name string, value any) string {
	data, _ := json.Marshal(value) // no error: see above
	return "const " + name + " = " + string(data) + ";\n"
}

// publish adds a file and returns its address. A file is added only once: a script
// without words is the same in every language.
func (a *Assets) publish(name, ext, text string) (address string) {
	sum := sha256.Sum256([]byte(text))
	address = "assets/" + name + "." + hex.EncodeToString(sum[:5]) + ext
	if !slices.ContainsFunc(a.Files, func(f File) bool { return f.Address == address }) {
		a.Files = append(a.Files, File{address, text})
	}
	return address
}

// unread reports the files of static/theme that are not parts of a stylesheet or
// script. They belong to the project: replacements of a part under its former
// name or a misspelled one.
func unread(files fs.FS, problems *diag.List) {
	known := Parts()
	fs.WalkDir(files, Dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") || litter.File(e.Name()) {
			return nil // a folder that cannot be read has been reported with its parts
		}
		part := strings.TrimPrefix(file, Dir+"/")
		if slices.Contains(known, part) {
			return nil
		}
		if now, ok := moved[part]; ok {
			problems.Add(diag.Place{File: file}, "theme-file/moved", Dir+"/"+now)
		} else {
			problems.AddUnknown(diag.Place{File: file}, "theme-file", part, known)
		}
		return nil
	})
}
