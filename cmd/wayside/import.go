package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/geo"
	"wayside/internal/intake"
	"wayside/internal/journal"
	"wayside/internal/merge"
)

var importVerb = verb{
	name: "import", args: "FILE.csv|.xlsx|.gpx|.kml|.kmz|.geojson [--project DIR] [--dry-run] [--datum DATUM] [--sheet NAME] [--all]",
	help: map[diag.Lang]string{diag.English: "import places and routes from a table or a map program", diag.Chinese: "从表格或地图软件导入地点和路线"},
	run:  runImport,
}

func runImport(ctx context.Context, c *command) int {
	dry := c.flags.Bool("dry-run", false, say(c.lang, "show the changes without writing them", "只显示改动，不写任何文件"))
	word := c.flags.String("datum", "", say(c.lang, "the `datum` of positions that declare none: WGS-84, GCJ-02 or BD-09", "未写明坐标系的位置按哪种`坐标系`：WGS-84、GCJ-02 或 BD-09"))
	sheet := c.flags.String("sheet", "", say(c.lang, "the `sheet` of a workbook; without it, the first with places", "读工作簿里的哪个`工作表`；不写则读第一个有地点的"))
	c.problemFlags()
	words, code, ok := c.parse(1)
	if !ok {
		return code
	}
	if len(words) == 0 || !slices.Contains(intake.Formats, strings.ToLower(filepath.Ext(words[0]))) {
		fmt.Fprintf(c.stderr, say(c.lang, "missing or unsupported file: its extension must be one of %s\n", "请写明要导入的文件，扩展名应为：%s\n"), strings.Join(intake.Formats, " "))
		return exitUsage
	}
	datum := intake.Datum(*word)
	if *word != "" && datum == "" {
		fmt.Fprintf(c.stderr, say(c.lang, "--datum must be one of %s, not %q\n", "--datum 只能是 %s 之一，不能是 %q\n"), strings.Join(geo.Datums, ", "), *word)
		return exitUsage
	}
	raw, err := readAtMost(words[0], intake.Longest+1)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(c.stderr, say(c.lang, "file %q does not exist\n", "没有 %q 这个文件\n"), words[0])
		return exitUsage
	}
	if err != nil {
		return c.machine(err)
	}
	project, err := os.OpenRoot(c.project)
	if err != nil {
		return c.machine(err)
	}
	defer project.Close()

	var problems diag.List
	result, err := merge.Import(ctx, filepath.ToSlash(words[0]), raw, merge.Options{Project: project.FS(), Theme: wayside.Theme, Datum: datum, Sheet: *sheet}, &problems)
	if err != nil {
		return c.machine(err)
	}
	problems.Sort()
	c.problems(c.stdout, problems)
	if result.Refused {
		fmt.Fprintln(c.stdout, say(c.lang, "nothing was changed", "没有改动任何文件"))
		c.counted(result)
		return exitProblems
	}
	if *dry {
		for _, change := range result.Changes {
			c.stdout.Write(change.Diff())
		}
		c.summary(result)
		return exitDone
	}
	for _, change := range result.Changes {
		file := filepath.Join(c.project, filepath.FromSlash(change.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return c.machine(err)
		}
		if err := journal.Replace(file, change.After); err != nil {
			return c.machine(err)
		}
		c.wrote(file)
	}
	c.summary(result)
	return exitDone
}

func readAtMost(file string, limit int64) ([]byte, error) {
	// A named pipe would make its reader wait forever for a writer.
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: file, Err: errors.New("not a regular file")}
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

// summary prints what the import changed, or would change.
func (c *command) summary(r *merge.Result) {
	fmt.Fprintf(c.stdout, say(c.lang, "sites: %d new, %d completed, %d unchanged\n", "地点：新增 %d，补全 %d，未变 %d\n"), r.New, r.Completed, r.Unchanged)
	for _, route := range r.Routes {
		switch {
		case route.New:
			fmt.Fprintf(c.stdout, say(c.lang, "route %s: new, stops: %d\n", "路线 %s：新建，%d 站\n"), route.ID, route.Stops)
		case route.Stops > 0:
			fmt.Fprintf(c.stdout, say(c.lang, "route %s: stops added: %d\n", "路线 %s：增加 %d 站\n"), route.ID, route.Stops)
		default:
			fmt.Fprintf(c.stdout, say(c.lang, "route %s: unchanged\n", "路线 %s：未变\n"), route.ID)
		}
	}
	if len(r.Changes) == 0 {
		fmt.Fprintln(c.stdout, say(c.lang, "nothing to change", "没有需要改动的内容"))
	}
	c.counted(r)
}

// counted accounts for the features and rows of the file. It is not printed for a file
// that could not be read at all.
func (c *command) counted(r *merge.Result) {
	if r.Read > 0 {
		fmt.Fprintf(c.stdout, say(c.lang, "read %d, imported %d, left out %d\n", "读取 %d 条，导入 %d 条，未导入 %d 条\n"), r.Read, r.Imported, r.LeftOut)
	}
}
