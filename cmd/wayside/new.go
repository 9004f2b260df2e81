package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/intake"
	"wayside/internal/journal"
	"wayside/internal/schema"
)

// starts contains the files that new writes. NAME in them is replaced with the id,
// and {name} with a placeholder of internal/schema.
//
//go:embed all:starts
var starts embed.FS

var newVerb = verb{
	name: "new", args: "guide|site|route|person|event|activity|series|visits|theme [ID | FILE ...] [--project DIR]",
	help: map[diag.Lang]string{diag.English: "create a guide, site, route, person, event, activity on request, series or list of bookings, or copy files of the theme", diag.Chinese: "新建指南、地点、路线、人物、活动、菜单项目、系列或团体预约登记，或复制主题的文件"},
	run:  runNew,
}

func runNew(_ context.Context, c *command) int {
	words, code, ok := c.parse(len(c.args))
	if !ok {
		return code
	}
	if len(words) > 0 && words[0] == "theme" {
		return c.newTheme(words[1:])
	}
	takes := 2
	if len(words) > 0 && words[0] == "visits" {
		takes = 1
	}
	if len(words) > takes {
		fmt.Fprintf(c.stderr, say(c.lang, "%s: unexpected argument %q\n", "%s：多了参数 %q\n"), c.flags.Name(), words[takes])
		return exitUsage
	}
	if takes == 1 {
		return c.created(newVisits(c))
	}
	if len(words) < 2 {
		fmt.Fprintln(c.stderr, say(c.lang, "missing arguments: name what to create and its id, such as wayside new site old-gate", "请写明要新建的内容和编号，例如：wayside new site old-gate"))
		return exitUsage
	}
	what, id := words[0], words[1]
	if !guide.ValidID(id) {
		fmt.Fprintf(c.stderr, say(c.lang, "invalid id %q: use lower-case letters a to z, digits and hyphens\n", "%q 不能作编号：请只用小写字母、数字和连字符\n"), id)
		if better := intake.ID(guide.Text{{Text: id}}, ""); better != "" {
			fmt.Fprintf(c.stderr, say(c.lang, "    for example: wayside new %s %s\n", "    例如：wayside new %s %s\n"), what, better)
		}
		return exitUsage
	}
	var err error
	switch what {
	case "guide":
		err = c.newGuide(id)
	case "site":
		err = c.newSite(id)
	case "route":
		err = c.newFile("route.toml", id, filepath.Join("routes", id+".toml"))
	case "person":
		err = c.newFile("person.md", id, filepath.Join("content", "people", id+".md"))
	case "event", "activity":
		err = c.newFile(what+".md", id, filepath.Join("content", "programme", id+".md"))
	case "series":
		err = c.newFile("series.md", id, filepath.Join("content", "series", id+".md"))
	default:
		fmt.Fprintf(c.stderr, say(c.lang, "unknown argument %q: it must be guide, site, route, person, event, activity, series, visits or theme\n", "new 可以新建 guide、site、route、person、event、activity、series、visits 或 theme，不能新建 %q\n"), what)
		return exitUsage
	}
	return c.created(err)
}

// created returns the exit code of a command that creates files, and says why it failed.
func (c *command) created(err error) int {
	var exists existsError
	switch {
	case errors.As(err, &exists):
		fmt.Fprintf(c.stderr, say(c.lang, "%s already exists; nothing was changed\n", "%s 已经存在；没有改动任何文件\n"), filepath.ToSlash(string(exists)))
		return exitProblems
	case errors.Is(err, errNoGuide):
		fmt.Fprintln(c.stderr, say(c.lang, "no sites.toml in this folder; create a guide first: wayside new guide NAME", "这里没有 sites.toml；请先新建指南：wayside new guide 名称"))
		return exitProblems
	case err != nil:
		return c.machine(err)
	}
	return exitDone
}

var errNoGuide = errors.New("no guide in this folder")

// An existsError is the name of a file or site that already exists.
type existsError string

func (e existsError) Error() string { return string(e) + " already exists" }

// newGuide writes a guide to a new folder with the name id.
func (c *command) newGuide(id string) error {
	dir := filepath.Join(c.project, id)
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return existsError(dir)
	}
	err := writeGuide(c, dir, id)
	if err == nil {
		fmt.Fprintf(c.stdout, say(c.lang, "created %s; to view it: wayside serve --project %s\n", "已新建 %s；查看：wayside serve --project %s\n"), dir, dir)
	}
	return err
}

// writeGuide writes a guide, and what editors need to complete and check its files.
func writeGuide(c *command, dir, id string) error {
	if err := c.write("guide", dir, id); err != nil {
		return err
	}
	return writeForEditors(c, dir)
}

// newSite writes a site's page and appends its entry to the registry.
func (c *command) newSite(id string) error {
	registry := filepath.Join(c.project, "sites.toml")
	before, err := os.ReadFile(registry)
	if err != nil {
		return errNoGuide
	}
	entry, err := c.start("site.toml", id)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(before)) {
		if key, value, ok := strings.Cut(line, "="); ok && strings.TrimSpace(key) == "id" && strings.HasPrefix(strings.TrimSpace(value), `"`+id+`"`) {
			return existsError(fmt.Sprintf("%q (%s)", id, registry))
		}
	}
	if err := c.write("site", filepath.Join(c.project, "content", "sites", id), id); err != nil {
		return err
	}
	text := strings.TrimRight(string(before), "\n") + "\n\n" + entry
	if err := journal.Replace(registry, []byte(text)); err != nil {
		return err
	}
	c.wrote(registry)
	return nil
}

// newVisits writes the file of bookings, and says that it is private.
func newVisits(c *command) error {
	if err := c.newFile("visits.toml", "", "visits.toml"); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, say(c.lang, "visits.toml is private: nothing of it is ever published", "visits.toml 不公开，里面的内容一律不发布"))
	ignored, err := os.ReadFile(filepath.Join(c.project, ".gitignore"))
	if err == nil && !strings.Contains(string(ignored), "visits.toml") {
		fmt.Fprintln(c.stdout, say(c.lang, "    to keep it out of the repository, too, add two lines to .gitignore: /visits.toml and /visits/", "    也不要让它进入版本库：请在 .gitignore 里加上 /visits.toml 和 /visits/ 两行"))
	}
	return nil
}

// newFile writes one of the files that new writes to a path in the project.
func (c *command) newFile(start, id, file string) error {
	if _, err := os.Stat(filepath.Join(c.project, "sites.toml")); err != nil {
		return errNoGuide
	}
	text, err := c.start(start, id)
	if err != nil {
		return err
	}
	return c.create(filepath.Join(c.project, file), []byte(text))
}

// start returns one of the files that new writes, in the language of messages.
func (c *command) start(name, id string) (string, error) {
	return readStart(path.Join("starts", string(c.lang), name), id)
}

// readStart returns a file of starts as new writes it.
func readStart(file, id string) (string, error) {
	data, err := starts.ReadFile(file)
	text := strings.ReplaceAll(string(data), "NAME", id)
	return schema.Filled(text, strings.HasPrefix(file, "starts/"+string(diag.Chinese)+"/")), err
}

// write writes a folder of the files that new writes to dir. It returns an
// existsError if one of them exists.
func (c *command) write(name, dir, id string) error {
	root := path.Join("starts", string(c.lang), name)
	return fs.WalkDir(starts, root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := readStart(file, id)
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(file, root+"/")
		return c.create(filepath.Join(dir, filepath.FromSlash(rel)), []byte(text))
	})
}

// create writes a new file and its parent folders.
func (c *command) create(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return existsError(file)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		c.wrote(file)
	}
	return err
}

func (c *command) wrote(file string) {
	fmt.Fprintln(c.stdout, say(c.lang, "wrote", "写入"), filepath.ToSlash(file))
}
