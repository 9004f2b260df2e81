package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/journal"
	"wayside/internal/schema"
)

// schemaDir has the schemas with which editors complete and check a project's files. It
// is no editor's own folder, since several read it, and begins with a dot, since it is
// none of the guide's.
const schemaDir = ".schema"

// An editorFile is a file that is written for editors.
type editorFile struct {
	name string // in the project, with slashes
	data []byte
}

// editorSettings returns the settings of editors. They belong to the editor once they are
// written.
func editorSettings(lang diag.Lang) (files []editorFile, err error) {
	root := path.Join("starts", string(lang), "editor")
	err = fs.WalkDir(starts, root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := starts.ReadFile(file)
		files = append(files, editorFile{strings.TrimPrefix(file, root+"/"), data})
		return err
	})
	return files, err
}

// editorSchemas returns the schemas of TOML files. A front matter is in a Markdown file,
// in which editors check nothing.
func editorSchemas(lang diag.Lang) (files []editorFile) {
	for _, f := range schema.Files {
		if path.Ext(f.Path) == ".toml" {
			files = append(files, editorFile{path.Join(schemaDir, f.Name+".json"), signedSchema(f.Name, lang)})
		}
	}
	return files
}

// signedSchema returns a schema with a comment that has its language and its digest, by
// which refreshSchemas recognises that nobody has changed the file.
func signedSchema(name string, lang diag.Lang) []byte {
	document, _ := schema.JSON(name, func(w schema.Words) string { return say(lang, w.EN, w.ZH) })
	return append(fmt.Appendf(nil, "{\n  \"$comment\": \"wayside schema --write --lang %s, sha256 %x\",\n", lang, sha256.Sum256(document)), document[len("{\n"):]...)
}

var signature = regexp.MustCompile(`^\{\r?\n  "\$comment": "wayside schema --write --lang (en|zh), sha256 ([0-9a-f]{64})",\r?\n`)

// signedLang returns the language of a schema that the program wrote; ok is false if the
// file was changed since. Git may have changed the ends of its lines.
func signedLang(data []byte) (lang diag.Lang, ok bool) {
	m := signature.FindSubmatchIndex(data)
	if m == nil {
		return "", false
	}
	document := append([]byte("{\n"), bytes.ReplaceAll(data[m[1]:], []byte("\r\n"), []byte("\n"))...)
	return diag.Lang(data[m[2]:m[3]]), fmt.Sprintf("%x", sha256.Sum256(document)) == string(data[m[4]:m[5]])
}

// refreshSchemas replaces schemas in a project that another version of the program wrote.
// It returns the names of those that it wrote. A missing file stays missing, and one that
// was changed by hand stays as it is.
func refreshSchemas(project string) (wrote []string, err error) {
	for _, f := range editorSchemas(diag.English) {
		file := filepath.Join(project, filepath.FromSlash(f.name))
		data, failed := os.ReadFile(file)
		if failed != nil {
			continue
		}
		lang, ours := signedLang(data)
		if !ours {
			continue
		}
		now := signedSchema(strings.TrimSuffix(path.Base(f.name), ".json"), lang)
		if bytes.Equal(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), now) {
			continue
		}
		if failed := journal.Replace(file, now); failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		wrote = append(wrote, file)
	}
	return wrote, err
}

// writeForEditors writes the settings and schemas that a project does not have yet, and
// refreshes the schemas that it has.
func writeForEditors(c *command, project string) error {
	files, err := editorSettings(c.lang)
	if err != nil {
		return err
	}
	for _, f := range append(files, editorSchemas(c.lang)...) {
		var exists existsError
		if err := c.create(filepath.Join(project, filepath.FromSlash(f.name)), f.data); err != nil && !errors.As(err, &exists) {
			return err
		}
	}
	wrote, err := refreshSchemas(project)
	for _, file := range wrote {
		c.wrote(file)
	}
	return err
}
