package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"wayside/internal/archive"
	"wayside/internal/diag"
	"wayside/internal/merge"
)

// journalFile is where the last renaming is recorded, so that it can be undone.
const journalFile = ".wayside/photos-renamed.json"

// A journal is the record of a renaming. It is written before anything changes, and again
// when all photos have names on their way.
type journal struct {
	Moves  []archive.Move
	Staged bool // whether all photos have left their old names
}

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
	return w.move(archive.Rename(w.guide, w.sites, p), true)
}

// undo gives the photos of the last renaming their old names.
func (w *photoWork) undo() int {
	data, err := os.ReadFile(w.path(journalFile))
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(w.stderr, say(w.lang, "no renaming to undo", "没有可以撤销的改名"))
		return exitProblems
	}
	var last journal
	if err == nil {
		err = json.Unmarshal(data, &last)
	}
	if err == nil && !w.dry {
		err = w.settle(last)
	}
	if err != nil {
		return w.machine(err)
	}
	var back []archive.Move
	if last.Staged {
		back = archive.Back(last.Moves)
	}
	// A photo that was deleted since, or has another name, stays.
	back = slices.DeleteFunc(back, func(m archive.Move) bool { return !filepath.IsLocal(filepath.FromSlash(m.To)) || !w.exists(m.From) })
	code := w.move(back, false)
	if code == exitDone && !w.dry {
		if err := os.Remove(w.path(journalFile)); err != nil {
			return w.machine(err)
		}
	}
	return code
}

// settle ends a renaming that was interrupted: photos that had left their old names get
// the new ones, if all had, and the old ones otherwise.
func (w *photoWork) settle(last journal) error {
	for _, m := range last.Moves {
		to := m.From
		if last.Staged {
			to = m.To
		}
		if !filepath.IsLocal(filepath.FromSlash(m.From)) || !filepath.IsLocal(filepath.FromSlash(to)) || !w.exists(m.From+moving) || w.exists(to) {
			continue
		}
		if err := os.Rename(w.path(m.From+moving), w.path(to)); err != nil {
			return err
		}
	}
	return nil
}

// move renames files and changes what refers to them. Everything is read before anything
// is written.
func (w *photoWork) move(moves []archive.Move, record bool) int {
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
	} else if err := w.carryOut(moves, edits, record); err != nil {
		return w.machine(err)
	}
	fmt.Fprintf(w.stdout, say(w.lang, "photos renamed: %d; files that refer to them: %d\n", "改名 %d 张；改动引用它们的文件 %d 个\n"), len(moves), len(edits))
	if record && len(moves) > 0 && !w.dry {
		fmt.Fprintln(w.stdout, say(w.lang, "wayside photos --undo undoes this", "撤销：wayside photos --undo"))
	}
	return exitDone
}

// moving is the end of the name that a photo has on its way: names may be exchanged.
const moving = ".renaming"

func (w *photoWork) carryOut(moves []archive.Move, edits []archive.Edit, record bool) error {
	if len(moves) == 0 {
		return nil
	}
	note := func(staged bool) error {
		if !record {
			return nil
		}
		data, err := json.MarshalIndent(journal{moves, staged}, "", "\t")
		if err != nil {
			return err
		}
		return replace(w.path(journalFile), data)
	}
	if err := os.MkdirAll(filepath.Dir(w.path(journalFile)), 0o755); err != nil {
		return err
	}
	if err := note(false); err != nil {
		return err
	}
	for _, m := range moves {
		if err := os.Rename(w.path(m.From), w.path(m.From+moving)); err != nil {
			return err
		}
	}
	if err := note(true); err != nil {
		return err
	}
	for _, m := range moves {
		// Names were chosen among all files, so that one is there only if it appeared since.
		if w.exists(m.To) {
			return &fs.PathError{Op: "rename", Path: m.To, Err: fs.ErrExist}
		}
		if err := os.Rename(w.path(m.From+moving), w.path(m.To)); err != nil {
			return err
		}
	}
	for _, e := range edits {
		if err := replace(w.path(e.Path), e.After); err != nil {
			return err
		}
	}
	return nil
}
