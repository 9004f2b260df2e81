package journal

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// before and after are a project around a renaming in which a folder moves with an edited file,
// two files exchange their names, and one of them is edited.
var (
	before = map[string]string{"sites/old/index.md": "old", "sites/old/photos/a.jpg": "a", "x.md": "x old", "y.md": "y", "sites.toml": "old!"}
	after  = map[string]string{"sites/new/index.md": "new", "sites/new/photos/a.jpg": "a", "y.md": "x new", "x.md": "y", "sites.toml": "new!"}
)

var moves = []Move{{"sites/old", "sites/new"}, {"x.md", "y.md"}, {"y.md", "x.md"}}

func edits() []Edit {
	return []Edit{
		{Path: "sites/old/index.md", Before: []byte("old"), After: []byte("new")},
		{Path: "x.md", Before: []byte("x old"), After: []byte("x new")},
		{Path: "sites.toml", Before: []byte("old!"), After: []byte("new!")},
	}
}

// newJournal returns the journal of a project with files.
func newJournal(t *testing.T, files map[string]string) *Journal {
	t.Helper()
	j := &Journal{Project: t.TempDir(), File: ".wayside/renamed.json", Keeps: true}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(j.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(j.path(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return j
}

// files returns the files of the project, without the record.
func (j *Journal) files(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(j.Project, func(file string, e fs.DirEntry, err error) error {
		name, _ := filepath.Rel(j.Project, file)
		if err != nil || e.IsDir() || strings.HasPrefix(name, ".wayside") {
			return err
		}
		data, err := os.ReadFile(file)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// killed runs f and ends it before its n-th change of the disk. It reports whether f got that
// far.
func (j *Journal) killed(n int, f func() error) (stopped bool, err error) {
	type kill struct{}
	count := 0
	j.step = func() {
		if count == n {
			panic(kill{})
		}
		count++
	}
	defer func() {
		j.step = nil
		if r := recover(); r != nil {
			if _, ok := r.(kill); !ok {
				panic(r)
			}
			stopped = true
		}
	}()
	return false, f()
}

// TestKilled ends a renaming and its undoing before each of their steps, and what completes them
// before each of its own: the project is always as before or as after.
func TestKilled(t *testing.T) {
	do := func(j *Journal) func() error {
		return func() error { return j.CarryOut(Record{Moves: moves}, edits()) }
	}
	undo := func(j *Journal) func() error {
		return func() error {
			last, err := j.Last()
			if err != nil {
				return err
			}
			back, edits, changed, err := j.Reverse(last)
			if err != nil || len(changed) > 0 {
				return errors.Join(err, errors.New(strings.Join(changed, " ")))
			}
			return j.CarryOut(Record{Moves: back, Undoes: &last}, edits)
		}
	}
	settle := func(j *Journal) func() error {
		return func() error {
			last, err := j.Last()
			if errors.Is(err, fs.ErrNotExist) || err == nil && last.Done {
				return nil
			}
			if err == nil {
				_, err = j.Settle(last)
			}
			return err
		}
	}
	for _, undoes := range []bool{false, true} {
		for n, more := 0, true; more; n++ {
			for m, again := 0, true; again; m++ {
				j := newJournal(t, before)
				run := do(j)
				if undoes {
					if err := run(); err != nil {
						t.Fatal(err)
					}
					run = undo(j)
				}
				var err error
				if more, err = j.killed(n, run); err != nil {
					t.Fatal(err)
				}
				if again, err = j.killed(m, settle(j)); err != nil {
					t.Fatal(err)
				}
				if err := settle(j)(); err != nil {
					t.Fatal(err)
				}
				last, err := j.Last()
				want := before
				if err == nil && last.Done {
					want = after
				}
				if got := j.files(t); !maps.Equal(got, want) {
					t.Fatalf("undoing %v, killed before step %d and then %d: %v, want %v", undoes, n, m, got, want)
				}
				if last.Done {
					if err := undo(j)(); err != nil || !maps.Equal(j.files(t), before) {
						t.Fatalf("undoing %v, killed before step %d and then %d, and undone: %v, %v", undoes, n, m, j.files(t), err)
					}
				}
			}
		}
	}
}

// TestFailed checks that a renaming of which a step fails changes nothing.
func TestFailed(t *testing.T) {
	for _, obstacle := range []string{"sites/new", "sites.toml.edited", "x.md.renaming"} {
		j := newJournal(t, before)
		if err := os.MkdirAll(j.path(obstacle+"/x"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := j.CarryOut(Record{Moves: moves}, edits()); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", obstacle, err)
		}
		if got := j.files(t); !maps.Equal(got, before) {
			t.Errorf("%s: %v", obstacle, got)
		}
		if _, err := j.Last(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: the record is left: %v", obstacle, err)
		}
	}
}

// TestReverse checks that a renaming is not undone once its files have changed.
func TestReverse(t *testing.T) {
	j := newJournal(t, before)
	if err := j.CarryOut(Record{Moves: moves}, edits()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(j.path("sites/new/index.md"), []byte("newer"), 0o644); err != nil {
		t.Fatal(err)
	}
	last, err := j.Last()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, changed, err := j.Reverse(last); err != nil || strings.Join(changed, " ") != "sites/new/index.md" {
		t.Errorf("%q, %v", changed, err)
	}
}
