package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wayside"
	"wayside/internal/archive"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/schema"
)

var photosVerb = verb{
	name: "photos", args: "[SITE …] [--project DIR] [--missing FILE.xlsx|.csv] [--captions [--csv]] [--fill FILE.xlsx|.csv] [--rename PATTERN] [--undo] [--dry-run] [--all]",
	help: map[diag.Lang]string{diag.English: "report which photos lack texts, write tables to fill in, rename photos", diag.Chinese: "列出照片缺哪些文字，写出待填的表格，批量改名"},
	run:  runPhotos,
}

// mostArguments is how many sites can be named.
const mostArguments = 1000

// photoWork is what one run of the verb works on.
type photoWork struct {
	*command
	guide    *guide.Guide
	problems diag.List
	sites    []string // ids; none for all
	dry      bool
}

func runPhotos(ctx context.Context, c *command) int {
	missing := c.flags.String("missing", "", say(c.lang, "write one table of all photos that lack texts to this `file`", "把所有缺文字的照片写成一张表，存为这个`文件`"))
	captions := c.flags.Bool("captions", false, say(c.lang, "write a table to fill in next to the photos of each site", "在每个地点的照片旁边写一张待填的表"))
	asCSV := c.flags.Bool("csv", false, say(c.lang, "write new tables as CSV instead of Excel workbooks", "新表用 CSV，不用 Excel 工作簿"))
	fill := c.flags.String("fill", "", say(c.lang, "add what was filled in in this `file` to the tables of the sites", "把这个`文件`里填好的内容写进各地点的表"))
	pattern := c.flags.String("rename", "", say(c.lang, "rename photos by a `pattern` of {site}, {n}, {n:3}, {date} and {name}", "按`模板`改名，可用 {site}、{n}、{n:3}、{date}、{name}"))
	undo := c.flags.Bool("undo", false, say(c.lang, "undo the last renaming", "撤销上一次改名"))
	w := photoWork{command: c}
	c.flags.BoolVar(&w.dry, "dry-run", false, say(c.lang, "show the changes without writing them", "只显示改动，不写任何文件"))
	cache := c.flags.String("cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	c.problemFlags()
	sites, code, ok := c.parse(mostArguments)
	if !ok {
		return code
	}
	w.sites = sites
	progress := newProgress(c.stderr, c.lang, false)
	var err error
	w.guide, w.problems, err = build.Photos(ctx, build.Options{Project: c.project, Cache: *cache, Theme: wayside.Theme, Surveyed: progress.photos})
	progress.clear()
	if err != nil {
		return c.machine(err)
	}
	if code := w.known(); code != exitDone {
		return code
	}
	extension := ".xlsx"
	if *asCSV {
		extension = ".csv"
	}
	switch {
	case *undo:
		return w.undo()
	case *pattern != "":
		return w.rename(*pattern)
	case *fill != "":
		return w.fill(*fill, extension)
	case *captions:
		return w.captions(extension)
	case *missing != "":
		return w.missing(*missing)
	}
	return w.report()
}

// known checks that the guide could be read and has the sites of the arguments.
func (w *photoWork) known() int {
	var ids []string
	for i := range w.guide.Sites {
		ids = append(ids, w.guide.Sites[i].ID)
	}
	if len(ids) == 0 {
		w.problems.Sort()
		w.command.problems(w.stderr, w.problems)
		fmt.Fprintln(w.stderr, say(w.lang, "the guide has no sites", "指南里没有地点"))
		return exitProblems
	}
	for _, id := range w.sites {
		if slices.Contains(ids, id) {
			continue
		}
		fmt.Fprintf(w.stderr, say(w.lang, "no site %q", "没有地点 %q"), id)
		if near := diag.Nearest(id, ids); near != "" {
			fmt.Fprintf(w.stderr, say(w.lang, "; did you mean %q?", "；是不是想写 %q？"), near)
		}
		fmt.Fprintln(w.stderr)
		return exitUsage
	}
	return exitDone
}

// Without --all, the report lists so many sites and photos of each.
const (
	sitesListed = 20
	filesListed = 5
)

// report prints what photos lack, and those that are there twice.
func (w *photoWork) report() int {
	r := archive.NewReport(w.guide, w.sites)
	for i, site := range r.Lists {
		if i == sitesListed && !w.all {
			fmt.Fprintf(w.stdout, say(w.lang, "… and %d more sites; --all lists them\n", "……还有 %d 个地点，加 --all 全部列出\n"), len(r.Lists)-i)
			break
		}
		var files []string
		for k, f := range site.Files {
			if k == filesListed && !w.all {
				files = append(files, fmt.Sprintf(say(w.lang, "and %d more", "另有 %d 张"), len(site.Files)-k))
				break
			}
			files = append(files, f.Photo.Base())
		}
		fmt.Fprintf(w.stdout, say(w.lang, "%s: %s; without %s: %s\n", "%s：%s；缺%s：%s\n"), site.ID, w.count(site.Photos), w.lacking(site.Lacking), strings.Join(files, say(w.lang, ", ", "、")))
	}
	if lacking := w.lacking(r.Lacking); lacking != "" {
		fmt.Fprintf(w.stdout, say(w.lang, "%s of %s; without %s\n", "%s，分属 %s；缺%s\n"), w.count(r.Photos), w.countSites(r.Sites), lacking)
	} else {
		fmt.Fprintf(w.stdout, say(w.lang, "%s of %s; none lacks a text\n", "%s，分属 %s；文字都齐全\n"), w.count(r.Photos), w.countSites(r.Sites))
	}
	var twins diag.List
	for _, p := range w.problems {
		here := len(w.sites) == 0 || slices.Contains(w.sites, archive.SiteOf(p.Place.File))
		if here && (p.Rule() == "photo-twice" || p.Rule() == "photo-alike") {
			twins = append(twins, p)
		}
	}
	twins.Sort()
	w.command.problems(w.stdout, twins)
	return exitDone
}

func (w *photoWork) count(n int) string {
	if w.lang == diag.Chinese {
		return fmt.Sprintf("照片 %d 张", n)
	}
	return diag.Plural(n, "photo")
}

func (w *photoWork) countSites(n int) string {
	if w.lang == diag.Chinese {
		return fmt.Sprintf("%d 个地点", n)
	}
	return diag.Plural(n, "site")
}

// lacking returns how many photos lack each text, in words; "" if none does.
func (w *photoWork) lacking(counts map[string]int) string {
	var all []string
	for _, key := range archive.Keys {
		if n := counts[key]; n > 0 {
			all = append(all, fmt.Sprintf("%s %d", schema.Photo.Field(key).Heading(w.lang == diag.Chinese), n))
		}
	}
	return strings.Join(all, say(w.lang, ", ", "、"))
}

// path returns the path of a file of the project.
func (w *photoWork) path(file string) string {
	return filepath.Join(w.project, filepath.FromSlash(file))
}

func (w *photoWork) exists(file string) bool {
	_, err := os.Lstat(w.path(file))
	return err == nil
}
