package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"wayside/internal/archive"
)

// journalFile is where the last renaming is recorded, so that it can be undone.
const journalFile = ".wayside/photos-renamed.json"

// A journal is the record of a renaming. It is written before anything changes, and again
// at each step, so that a renaming which was interrupted is taken back or completed as a
// whole: where names are exchanged, a file does not show whether it was changed.
type journal struct {
	Moves  []archive.Move
	Edits  []string // files that refer to the photos
	Undo   bool     // whether the moves undo a renaming
	Staged bool     // whether all photos have left their old names, and all edits are written
	Done   bool
}

// sources returns the files that a renaming changes.
func (j *journal) sources() []string {
	files := slices.Clone(j.Edits)
	for _, m := range j.Moves {
		files = append(files, m.From)
	}
	return files
}

// underway is the end of the names that photos and edits have on their way: names may be
// exchanged.
const underway = ".renaming"

// journal returns the record of the last renaming.
func (w *photoWork) journal() (j journal, err error) {
	data, err := os.ReadFile(w.path(journalFile))
	if err == nil {
		err = json.Unmarshal(data, &j)
	}
	// The file may come with a project of somebody else.
	local := func(file string) bool { return filepath.IsLocal(filepath.FromSlash(file)) }
	j.Moves = slices.DeleteFunc(j.Moves, func(m archive.Move) bool { return !local(m.From) || !local(m.To) })
	j.Edits = slices.DeleteFunc(j.Edits, func(file string) bool { return !local(file) })
	return j, err
}

func (w *photoWork) record(j journal) error {
	data, err := json.MarshalIndent(j, "", "\t")
	if err != nil {
		return err
	}
	return replace(w.path(journalFile), data)
}

// carryOut renames photos and writes edits. If anything fails, everything is as it was.
func (w *photoWork) carryOut(moves []archive.Move, edits []archive.Edit, undo bool) (err error) {
	if len(moves) == 0 {
		return nil
	}
	journalPath := w.path(journalFile)
	if err := os.MkdirAll(filepath.Dir(journalPath), 0o755); err != nil {
		return err
	}
	before, err := os.ReadFile(journalPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	j := journal{Moves: moves, Undo: undo}
	for _, e := range edits {
		j.Edits = append(j.Edits, e.Path)
	}
	for _, file := range j.sources() {
		if w.exists(file + underway) {
			return &fs.PathError{Op: "rename", Path: file + underway, Err: fs.ErrExist}
		}
	}
	if err := w.record(j); err != nil {
		return err
	}
	if err := w.renameAll(&j, edits); err != nil {
		if failed := w.takeBack(j, edits); failed != nil {
			return errors.Join(err, failed) // the journal stays for --undo
		}
		if before == nil {
			return errors.Join(err, os.Remove(journalPath))
		}
		return errors.Join(err, replace(journalPath, before))
	}
	return nil
}

// renameAll does the steps of a renaming, and records each.
func (w *photoWork) renameAll(j *journal, edits []archive.Edit) error {
	for _, e := range edits {
		if err := os.WriteFile(w.path(e.Path+underway), e.After, 0o644); err != nil {
			return err
		}
	}
	for _, m := range j.Moves {
		if err := os.Rename(w.path(m.From), w.path(m.From+underway)); err != nil {
			return err
		}
	}
	j.Staged = true
	if err := w.record(*j); err != nil {
		return err
	}
	if err := w.settle(*j); err != nil {
		return err
	}
	j.Done = true
	return w.record(*j)
}

// settle ends a renaming that was interrupted: photos and edits on their way arrive, if all
// were, and are taken back otherwise.
func (w *photoWork) settle(j journal) error {
	for _, m := range j.Moves {
		to := m.From
		if j.Staged {
			to = m.To
		}
		if !w.exists(m.From + underway) {
			continue
		}
		// Names were chosen among all files, so that one is there only if it appeared since.
		if w.exists(to) {
			return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
		}
		if err := os.Rename(w.path(m.From+underway), w.path(to)); err != nil {
			return err
		}
	}
	for _, file := range j.Edits {
		var err error
		if j.Staged {
			err = os.Rename(w.path(file+underway), w.path(file))
		} else {
			err = os.Remove(w.path(file + underway))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// takeBack undoes the steps of a renaming that failed.
func (w *photoWork) takeBack(j journal, edits []archive.Edit) error {
	if j.Staged {
		for _, e := range edits {
			if w.exists(e.Path + underway) {
				continue
			}
			if err := replace(w.path(e.Path), e.Before); err != nil {
				return err
			}
		}
		for _, m := range j.Moves {
			if w.exists(m.From + underway) {
				continue
			}
			if err := os.Rename(w.path(m.To), w.path(m.From+underway)); err != nil {
				return err
			}
		}
		j.Staged = false
		if err := w.record(j); err != nil {
			return err
		}
	}
	return w.settle(j)
}
