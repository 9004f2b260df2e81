// Package journal renames files and folders of a project and replaces the contents of
// others, as a whole: what goes in are moves and edits, and when the program is killed at any
// step, a record in the project says what was under way, so that a later run completes it or
// takes it back. It refuses to replace a file that is not among the moves.
package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Move is the new name of a file or a folder.
type Move struct {
	From, To string // paths in the project
}

// Back returns the moves that undo others.
func Back(moves []Move) []Move {
	back := make([]Move, len(moves))
	for i, m := range moves {
		back[i] = Move{m.To, m.From}
	}
	return back
}

// An Edit is a changed file.
type Edit struct {
	Path          string // before any move
	Before, After []byte
	Binary        bool // whether it is a workbook
}

// A Record says what was renamed last, and how far that went. It is written before anything
// changes, and again at each step: where names are exchanged, a file does not show whether it
// was changed.
type Record struct {
	What   string `json:",omitempty"` // what was renamed, for messages
	Moves  []Move
	Edits  []string // the files that refer to what moves
	Undoes *Record  `json:",omitempty"` // the renaming that the moves undo
	Staged bool     // whether everything has left its old name, and all edits are written
	Done   bool
	// Kept are the contents that edits replaced, by the path before the moves; nil if
	// edits are not undone by their contents.
	Kept map[string]Kept `json:",omitempty"`
}

// Kept is what a file was before an edit.
type Kept struct {
	Before []byte
	After  [sha256.Size]byte // the digest of what the edit wrote
}

// A Journal carries out moves and edits in a project.
type Journal struct {
	Project string // its folder
	File    string // of the record, a path in the project
	Keeps   bool   // whether the record keeps what edits replace

	step func() // called before each change of the disk, by tests; nil for nothing
}

// The ends of the names that files have on their way: names may be exchanged, and a file may
// be moved and edited.
const (
	moving  = ".renaming"
	editing = ".edited"
)

// Last returns the record of the last renaming. The error is fs.ErrNotExist if there is none.
func (j *Journal) Last() (r Record, err error) {
	data, err := os.ReadFile(j.path(j.File))
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	// The file may come with a project of somebody else.
	local := func(file string) bool { return filepath.IsLocal(filepath.FromSlash(file)) }
	r.Moves = slices.DeleteFunc(r.Moves, func(m Move) bool { return !local(m.From) || !local(m.To) })
	r.Edits = slices.DeleteFunc(r.Edits, func(file string) bool { return !local(file) })
	return r, err
}

// forget removes the record.
func (j *Journal) forget() error { return j.remove(j.File) }

// Exists reports whether a file of the project exists.
func (j *Journal) Exists(file string) bool {
	_, err := os.Lstat(j.path(file))
	return err == nil
}

// CarryOut does a renaming: the moves of a record that has no edits yet, and edits. If anything
// fails, everything is as it was.
func (j *Journal) CarryOut(r Record, edits []Edit) error {
	if len(r.Moves)+len(edits) == 0 && r.Undoes == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(j.path(j.File)), 0o755); err != nil {
		return err
	}
	before, err := os.ReadFile(j.path(j.File))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if j.Keeps && r.Undoes == nil {
		r.Kept = map[string]Kept{}
	}
	for _, e := range edits {
		r.Edits = append(r.Edits, e.Path)
		if r.Kept != nil {
			r.Kept[e.Path] = Kept{e.Before, sha256.Sum256(e.After)}
		}
	}
	for _, file := range r.onTheWay() {
		if j.Exists(file) {
			return &fs.PathError{Op: "rename", Path: file, Err: fs.ErrExist}
		}
	}
	if err := j.write(r); err != nil {
		return err
	}
	if err := j.all(&r, edits); err != nil {
		if failed := j.takeBack(r, edits); failed != nil {
			return errors.Join(err, failed) // the record stays, for the next run
		}
		if before == nil {
			return errors.Join(err, j.forget())
		}
		return errors.Join(err, j.replace(j.File, before))
	}
	return nil
}

// onTheWay returns the names that files have on their way.
func (r *Record) onTheWay() (files []string) {
	for _, file := range r.Edits {
		files = append(files, file+editing)
	}
	for _, m := range r.Moves {
		files = append(files, m.From+moving)
	}
	return files
}

// all does the steps of a renaming, and records each.
func (j *Journal) all(r *Record, edits []Edit) error {
	for _, e := range edits {
		if err := j.stage(e); err != nil {
			return err
		}
	}
	for _, m := range r.Moves {
		if err := j.rename(m.From, m.From+moving); err != nil {
			return err
		}
	}
	r.Staged = true
	if err := j.write(*r); err != nil {
		return err
	}
	_, err := j.Settle(*r)
	return err
}

// Effective returns the renaming that is in effect once r is settled: the zero Record if it, or
// one that it undoes, has been taken back.
func (r *Record) Effective() Record {
	switch {
	case r.Staged && r.Undoes == nil:
		done := *r
		done.Done = true
		return done
	case !r.Staged && r.Undoes != nil:
		return *r.Undoes
	}
	return Record{}
}

// Settle ends a renaming that was interrupted: what was on its way arrives, if everything
// was, and is taken back otherwise. It returns and records the renaming that is then in effect.
func (j *Journal) Settle(r Record) (Record, error) {
	if err := j.settle(r); err != nil {
		return r, err
	}
	last := r.Effective()
	if !last.Done {
		return last, j.forget()
	}
	return last, j.write(last)
}

func (j *Journal) settle(r Record) error {
	for _, m := range r.Moves {
		to := m.From
		if r.Staged {
			to = m.To
		}
		if !j.Exists(m.From + moving) {
			continue
		}
		// Names were chosen among all files, so that one is there only if it appeared since.
		if j.Exists(to) {
			return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
		}
		if err := j.rename(m.From+moving, to); err != nil {
			return err
		}
	}
	for _, file := range r.Edits {
		var err error
		if r.Staged {
			err = j.rename(r.staged(file), r.After(file))
		} else {
			err = j.remove(file + editing)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// staged returns where the new contents of a file are when all moves have arrived: in a
// folder that was moved, or where the file was.
func (r *Record) staged(file string) string {
	for _, m := range r.Moves {
		if rest, ok := strings.CutPrefix(file, m.From+"/"); ok {
			return m.To + "/" + rest + editing
		}
	}
	return file + editing
}

// After returns the path of a file when all moves have arrived.
func (r *Record) After(file string) string {
	for _, m := range r.Moves {
		if file == m.From {
			return m.To
		}
	}
	return strings.TrimSuffix(r.staged(file), editing)
}

// takeBack undoes the steps of a renaming that failed.
func (j *Journal) takeBack(r Record, edits []Edit) error {
	if r.Staged {
		for _, e := range edits {
			if j.Exists(r.staged(e.Path)) || !j.Exists(r.After(e.Path)) { // not arrived
				continue
			}
			if err := j.replace(r.After(e.Path), e.Before); err != nil {
				return err
			}
		}
		for _, m := range r.Moves {
			if j.Exists(m.From + moving) {
				continue
			}
			if err := j.rename(m.To, m.From+moving); err != nil {
				return err
			}
		}
		r.Staged = false
		if err := j.write(r); err != nil {
			return err
		}
	}
	return j.settle(r)
}

// Reverse returns the moves and edits that undo a renaming which is done. changed are the
// files, under their new names, that were changed or removed since: then they cannot be undone.
func (j *Journal) Reverse(r Record) (moves []Move, edits []Edit, changed []string, err error) {
	for _, file := range r.Edits {
		now, kept := r.After(file), r.Kept[file]
		data, err := os.ReadFile(j.path(now))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, nil, err
		}
		if err != nil || sha256.Sum256(data) != kept.After {
			changed = append(changed, now)
			continue
		}
		edits = append(edits, Edit{Path: now, Before: data, After: bytes.Clone(kept.Before)})
	}
	for _, m := range r.Moves {
		if !j.Exists(m.To) && !slices.Contains(changed, m.To) {
			changed = append(changed, m.To)
		}
		exchanged := slices.ContainsFunc(r.Moves, func(other Move) bool { return other.To == m.From })
		if !exchanged && j.Exists(m.From) {
			changed = append(changed, m.From)
		}
	}
	return Back(r.Moves), edits, changed, nil
}

func (j *Journal) write(r Record) error {
	data, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return j.replace(j.File, data)
}

// stage writes the new contents of a file next to it.
func (j *Journal) stage(e Edit) error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(j.path(e.Path)); err == nil {
		mode = info.Mode().Perm()
	}
	j.stepped()
	return os.WriteFile(j.path(e.Path+editing), e.After, mode)
}

func (j *Journal) rename(from, to string) error {
	j.stepped()
	return os.Rename(j.path(from), j.path(to))
}

func (j *Journal) remove(file string) error {
	j.stepped()
	return os.Remove(j.path(file))
}

func (j *Journal) replace(file string, data []byte) error {
	j.stepped()
	return Replace(j.path(file), data)
}

func (j *Journal) stepped() {
	if j.step != nil {
		j.step()
	}
}

func (j *Journal) path(file string) string { return filepath.Join(j.Project, filepath.FromSlash(file)) }

// Replace writes a file atomically.
func Replace(file string, data []byte) error {
	next := file + ".new"
	err := os.WriteFile(next, data, 0o644)
	if err == nil {
		err = os.Rename(next, file)
	}
	if err != nil {
		os.Remove(next)
	}
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		at.Path = file // the other name is of no use to an editor
	}
	return err
}
