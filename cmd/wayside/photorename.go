package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"wayside/internal/archive"
	"wayside/internal/diag"
	"wayside/internal/journal"
	"wayside/internal/merge"
)

// rename renames photos by a pattern.
func (w *photoWork) rename(pattern string) int {
	p, err := archive.ParsePattern(pattern)
	var wrong *archive.PatternError
	if errors.As(err, &wrong) {
		what := say(w.lang, "{n} or {name} is required", "要有 {n} 或 {name}")
		switch {
		case wrong.Token != "":
			what = fmt.Sprintf(say(w.lang, "unknown %s", "不认识 %s"), wrong.Token)
		case wrong.Character != "":
			what = fmt.Sprintf(say(w.lang, "invalid character %q", "不能有 %q 这个字符"), wrong.Character)
		}
		fmt.Fprintf(w.stderr, say(w.lang, "--rename %q: %s\n    write a pattern such as {site}-{n:3} or {date}-{name}\n", "--rename %q：%s\n    请写成 {site}-{n:3} 或 {date}-{name} 这样的模板\n"), pattern, what)
		return exitUsage
	}
	last, err := w.journal().Last()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return w.machine(err)
	}
	if err == nil && !last.Done {
		fmt.Fprintln(w.stderr, say(w.lang, "the last renaming was interrupted\n    wayside photos --undo gives the photos their old names; nothing was changed",
			"上一次改名没有做完\n    请先运行 wayside photos --undo 恢复原来的名字；没有改动任何文件"))
		return exitProblems
	}
	return w.move(archive.Rename(w.guide, w.sites, p), nil)
}

// undo gives the photos of the last renaming their old names.
func (w *photoWork) undo() int {
	j := w.journal()
	last, err := j.Last()
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(w.stderr, say(w.lang, "no renaming to undo", "没有可以撤销的改名"))
		return exitProblems
	}
	done := last.Effective()
	if err == nil && !w.dry {
		done, err = j.Settle(last)
	}
	if err != nil {
		return w.machine(err)
	}
	// A photo that was deleted since, or has another name, stays.
	back := slices.DeleteFunc(journal.Back(done.Moves), func(m journal.Move) bool { return !w.exists(m.From) })
	return w.move(back, &done)
}

// journal returns the journal of the renaming of photos.
func (w *photoWork) journal() *journal.Journal {
	return &journal.Journal{Project: w.project, File: ".wayside/photos-renamed.json"}
}

// move renames files and changes what refers to them. Everything is read before anything
// is written. undoes is the renaming that the moves undo; nil if they undo none.
func (w *photoWork) move(moves []journal.Move, undoes *journal.Record) int {
	project, err := os.OpenRoot(w.project)
	if err != nil {
		return w.machine(err)
	}
	defer project.Close()
	var problems diag.List
	edits, err := archive.NewReferences(moves).Edits(project.FS(), w.guide, &problems)
	if err != nil {
		return w.machine(err)
	}
	if count, _ := w.command.problems(w.stderr, problems); count > 0 {
		fmt.Fprintln(w.stderr, say(w.lang, "nothing was changed", "没有改动任何文件"))
		return exitProblems
	}
	for _, e := range edits {
		if by := openedBy(w.path(e.Path)); by != "" {
			fmt.Fprintf(w.stderr, say(w.lang, "%s is open in a spreadsheet program (%s); close it there and run the command again\nnothing was changed\n",
				"%s 正在表格软件里打开着（%s），请关闭后重新运行\n没有改动任何文件\n"), e.Path, by)
			return exitProblems
		}
	}
	for _, m := range moves {
		fmt.Fprintf(w.stdout, "%s → %s\n", m.From, filepath.Base(filepath.FromSlash(m.To)))
	}
	if w.dry {
		for _, e := range edits {
			if e.Binary {
				fmt.Fprintln(w.stdout, e.Path)
				continue
			}
			w.stdout.Write(merge.Change{Path: e.Path, Before: e.Before, After: e.After}.Diff())
		}
	} else if err := w.journal().CarryOut(journal.Record{Moves: moves, Undoes: undoes}, edits); err != nil {
		return w.machine(err)
	}
	fmt.Fprintf(w.stdout, say(w.lang, "photos renamed: %d; files that refer to them: %d\n", "改名 %d 张；改动引用它们的文件 %d 个\n"), len(moves), len(edits))
	if undoes == nil && len(moves) > 0 && !w.dry {
		fmt.Fprintln(w.stdout, say(w.lang, "wayside photos --undo undoes this", "撤销：wayside photos --undo"))
	}
	return exitDone
}
