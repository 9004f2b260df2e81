package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"wayside"
	"wayside/internal/diag"
)

// newTheme copies files of the built-in theme to the project, where they replace the
// originals: layouts/site.html. It copies all or, if one of them is not known or exists
// already, none.
func (c *command) newTheme(names []string) int {
	if _, err := os.Stat(filepath.Join(c.project, "sites.toml")); err != nil {
		return c.created(errNoGuide)
	}
	known := themeFiles()
	if len(names) == 0 {
		fmt.Fprintln(c.stdout, say(c.lang, "The files of the built-in theme; wayside new theme FILE … copies some to the project:", "内置主题的文件；wayside new theme 文件 … 把要改的复制到项目里："))
		for _, file := range known {
			fmt.Fprintln(c.stdout, "  "+file)
		}
		return exitDone
	}
	for _, name := range names {
		if slices.Contains(known, path.Clean(filepath.ToSlash(name))) {
			continue
		}
		fmt.Fprintf(c.stderr, say(c.lang, "the theme has no file %q\n", "主题里没有文件 %q\n"), name)
		if better := nearestFile(name, known); better != "" {
			fmt.Fprintf(c.stderr, say(c.lang, "    did you mean %s?\n", "    是不是 %s？\n"), better)
		}
		return exitUsage
	}
	for _, name := range names {
		file := filepath.Join(c.project, filepath.FromSlash(path.Clean(filepath.ToSlash(name))))
		if _, err := os.Lstat(file); err == nil {
			return c.created(existsError(file))
		}
	}
	var err error
	for _, name := range names {
		name = path.Clean(filepath.ToSlash(name))
		data, failed := wayside.Theme.ReadFile(name)
		if failed == nil {
			failed = c.create(filepath.Join(c.project, filepath.FromSlash(name)), data)
		}
		err = errors.Join(err, failed)
	}
	return c.created(err)
}

// themeFiles returns the names of the built-in theme's files in order.
func themeFiles() []string {
	var files []string
	fs.WalkDir(wayside.Theme, ".", func(file string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, file)
		}
		return nil
	})
	return files
}

// nearestFile returns the file that a name means: the same name in another folder, or a
// similar one.
func nearestFile(name string, known []string) string {
	base := path.Base(filepath.ToSlash(name))
	for _, file := range known {
		if path.Base(file) == base || strings.TrimSuffix(path.Base(file), path.Ext(file)) == base {
			return file
		}
	}
	return diag.Nearest(name, known)
}
