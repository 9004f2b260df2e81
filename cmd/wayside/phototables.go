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

	"wayside/internal/archive"
	"wayside/internal/diag"
	"wayside/internal/intake"
	"wayside/internal/journal"
	"wayside/internal/load"
)

// captions writes the tables of sites, with what is known.
func (w *photoWork) captions(extension string) int {
	return w.write(archive.Tables(w.guide, w.sites, extension, w.exists))
}

// fill adds what a table of several sites has to the tables of these.
func (w *photoWork) fill(file, extension string) int {
	var problems diag.List
	raw, code := w.table(file, &problems)
	if code != exitDone {
		return code
	}
	captions := intake.Captions(filepath.ToSlash(file), raw, w.guide, &problems)
	rows := archive.Sorted(w.guide, captions, &problems)
	problems.Sort()
	if count, _ := w.command.problems(w.stderr, problems); count > 0 {
		return exitProblems
	}
	var tables []archive.Table
	for folder, all := range rows {
		table := archive.TableOf(folder, extension, w.exists)
		table.Rows = all
		tables = append(tables, table)
	}
	slices.SortFunc(tables, func(a, b archive.Table) int { return strings.Compare(a.File, b.File) })
	return w.write(tables)
}

// table reads a table of photos: a workbook, or text in UTF-8.
func (w *photoWork) table(file string, problems *diag.List) (raw []byte, code int) {
	raw, err := readAtMost(file, intake.Longest)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(w.stderr, say(w.lang, "file %q does not exist\n", "没有 %q 这个文件\n"), file)
		return nil, exitUsage
	}
	if err != nil {
		return nil, w.machine(err)
	}
	if !intake.Packed(raw) {
		raw = load.Foreign(filepath.ToSlash(file), raw, problems)
	}
	return raw, exitDone
}

// missing writes one table of all photos that lack texts. A file that exists is
// completed, as the tables of sites are.
func (w *photoWork) missing(file string) int {
	if !isTable(file) {
		fmt.Fprintf(w.stderr, say(w.lang, "--missing %q: the extension must be .xlsx or .csv\n", "--missing %q：扩展名应为 .xlsx 或 .csv\n"), file)
		return exitUsage
	}
	rows := archive.Missing(w.guide, w.sites)
	if len(rows) == 0 {
		return w.report()
	}
	_, err := os.Lstat(file)
	return w.writeOne(file, file, err != nil, rows)
}

func isTable(file string) bool {
	extension := strings.ToLower(path.Ext(filepath.ToSlash(file)))
	return extension == ".xlsx" || extension == ".csv"
}

// write completes the tables of sites.
func (w *photoWork) write(tables []archive.Table) int {
	code := exitDone
	for _, table := range tables {
		if c := w.writeOne(table.File, w.path(table.File), table.New, table.Rows); c > code {
			code = c
		}
		if code == exitMachine {
			break
		}
	}
	if len(tables) == 0 {
		fmt.Fprintln(w.stdout, say(w.lang, "no photos", "没有照片"))
	}
	return code
}

// writeOne completes one table and prints what changed. shown is its name in messages.
func (w *photoWork) writeOne(shown, file string, fresh bool, rows []intake.Row) int {
	if by := openedBy(file); by != "" {
		fmt.Fprintf(w.stderr, say(w.lang, "%s is open in a spreadsheet program (%s)\n    close it there and run the command again; nothing was changed in it\n",
			"%s 正在表格软件里打开着（%s）\n    请关闭后重新运行；这个文件没有改动\n"), filepath.ToSlash(shown), by)
		return exitProblems
	}
	var problems diag.List
	var raw []byte
	if !fresh {
		var code int
		if raw, code = w.table(file, &problems); code != exitDone {
			return code
		}
	}
	var table []byte
	filled, ok := intake.Filled{}, fresh || raw != nil
	if ok {
		table, filled, ok = intake.Fill(filepath.ToSlash(shown), raw, w.guide, rows, &problems)
	}
	if w.command.problems(w.stderr, problems); !ok {
		return exitProblems
	}
	if filled.Changed() && !w.dry {
		if err := journal.Replace(file, table); err != nil {
			return w.machine(err)
		}
	}
	w.filled(shown, filled)
	return exitDone
}

// filled prints what became of a table.
func (w *photoWork) filled(file string, f intake.Filled) {
	file = filepath.ToSlash(file)
	switch {
	case !f.Changed():
		fmt.Fprintf(w.stdout, say(w.lang, "%s: nothing to add", "%s：没有可补充的内容"), file)
	default:
		fmt.Fprintf(w.stdout, say(w.lang, "%s: rows added: %d, cells filled in: %d", "%s：增加 %d 行，填入 %d 格"), file, f.Rows, f.Cells)
	}
	if f.Kept > 0 {
		fmt.Fprintf(w.stdout, say(w.lang, "; %d cells that say something else stay", "；另有 %d 格内容不同，保持原样"), f.Kept)
	}
	fmt.Fprintln(w.stdout)
}

// openedBy returns the name of the file by which a spreadsheet program marks that it has
// a workbook open, "" if there is none.
func openedBy(file string) string {
	folder, base := filepath.Split(file)
	for _, name := range []string{"~$" + base, ".~" + base, ".~lock." + base + "#"} { // Excel, WPS, LibreOffice
		if _, err := os.Lstat(filepath.Join(folder, name)); err == nil {
			return name
		}
	}
	return ""
}
