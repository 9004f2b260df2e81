package build

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/journal"
	"wayside/internal/load"
	"wayside/internal/rename"
)

// TestRenamed renames things of random guides: a check then finds the same problems, but for the
// names in them, and a build succeeds or fails as before.
func TestRenamed(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		dir, err := os.MkdirTemp(memoryDisk(t), "wayside-test-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s := &session{random: rand.New(rand.NewPCG(seed, 2)), dir: dir, program: "1"}
		s.draft = newDraft(s.random)
		if err := s.write(); err != nil {
			t.Fatal(err)
		}
		things := map[string]string{"site": s.draft.sites[0].id, "route": s.draft.routes[0].id, "theme": s.draft.themes[0], "page": "about"}
		for _, kind := range []string{"site", "route", "theme", "page"} {
			was := s.checked(t)
			if err := s.rename(kind, things[kind], "renamed"); err != nil {
				t.Fatalf("seed %d: %s: %v", seed, kind, err)
			}
			if is := s.checked(t); !slices.Equal(was, is) {
				t.Errorf("seed %d: %s %s: the problems are\n%s\nwere\n%s", seed, kind, things[kind], strings.Join(is, "\n"), strings.Join(was, "\n"))
			}
		}
	}
}

// rename changes an id of the project.
func (s *session) rename(kind, old, new string) error {
	project := filepath.Join(s.dir, "project")
	g, _, err := load.New(os.DirFS(project), wayside.Theme).Load(context.Background())
	if err != nil {
		return err
	}
	r, err := rename.New(g, kind, old, new)
	if err != nil {
		return err
	}
	var problems diag.List
	moves, edits, err := r.Changes(os.DirFS(project), &problems)
	if err != nil || len(problems) > 0 {
		return fmt.Errorf("%v %v", err, problems)
	}
	j := &journal.Journal{Project: project, File: ".wayside/renamed.json", Keeps: true}
	return j.CarryOut(journal.Record{Moves: moves}, edits)
}

// checked returns the rules that the project breaks, sorted: places and names change.
func (s *session) checked(t *testing.T) (all []string) {
	t.Helper()
	problems, err := Check(context.Background(), s.options("public", "cache"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		all = append(all, fmt.Sprint(p.Key, " ", filepath.Ext(p.Place.File)))
	}
	slices.Sort(all)
	return all
}
