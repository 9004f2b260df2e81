package build

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"wayside/internal/diag"
)

// TestReplan makes random edits to small random guides, as a preview does, and checks
// that what Replan makes of them is what a new plan makes, page by page and with the
// same problems.
func TestReplan(t *testing.T) {
	t.Parallel()
	count, replanned := 60, 0
	if testing.Short() {
		count = 20
	}
	for seed := range uint64(count) {
		n, err := previewed(t, seed)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		replanned += n
	}
	if replanned < count {
		t.Errorf("only %d edits of %d guides were replanned", replanned, count)
	}
}

// previewed edits one guide and returns how often Replan was enough.
func previewed(t *testing.T, seed uint64) (replanned int, err error) {
	dir, err := os.MkdirTemp(memoryDisk(t), "wayside-test-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	s := &session{random: rand.New(rand.NewPCG(seed, 2)), dir: dir, program: "1", draft: newDraft(rand.New(rand.NewPCG(seed, 2)))}
	s.draft.drafts = true
	if err := s.write(); err != nil {
		return 0, err
	}
	p, err := Open(t.Context(), s.options("public", "cache"))
	if err != nil {
		return 0, err
	}
	defer p.Close()
	planned, err := p.Plan(context.Background())
	if err != nil {
		return 0, err
	}
	for range 6 {
		before := maps.Clone(s.written)
		did := "a word of a text"
		if site := pick(s.random, s.draft.sites); s.random.IntN(2) == 0 {
			did = s.edit()
			s.draft.drafts = true
		} else if s.random.IntN(2) == 0 {
			site.name += "甲"
			did = "a letter of a name"
		} else {
			site.text += "又一句。\n\n"
		}
		if err := s.write(); err != nil {
			return 0, err
		}
		next, ok := p.Replan(planned, changed(before, s.written))
		if ok {
			replanned++
		} else {
			p.Forget(changed(before, s.written)...)
			if next, err = p.Plan(context.Background()); err != nil {
				return 0, err
			}
		}
		planned = next
		fresh, err := Open(t.Context(), s.options("public", "other cache"))
		if err != nil {
			return 0, err
		}
		want, err := fresh.Plan(context.Background())
		if err == nil {
			err = samePlan(planned, want)
		}
		fresh.Close()
		if err != nil {
			return 0, fmt.Errorf("after %s, replanned %v: %w", did, ok, err)
		}
	}
	return replanned, nil
}

// changed returns the files that differ and, as a watcher does, the folders that are
// new or gone.
func changed(before, after map[string]string) []string {
	all := map[string]bool{}
	compare := func(a, b map[string]string) {
		for name, text := range a {
			if other, ok := b[name]; ok && other == text {
				continue
			} else if all[name] = true; ok {
				continue
			}
			for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
				if !slices.ContainsFunc(slices.Collect(maps.Keys(b)), func(name string) bool { return strings.HasPrefix(name, dir+"/") }) {
					all[dir] = true
				}
			}
		}
	}
	compare(before, after)
	compare(after, before)
	return slices.Sorted(maps.Keys(all))
}

// samePlan compares everything that a preview shows of two plans.
func samePlan(a, b *Planned) error {
	if len(a.Plan) != len(b.Plan) {
		return fmt.Errorf("%d outputs, in a new plan %d", len(a.Plan), len(b.Plan))
	}
	x, y := slices.Concat(a.Problems, a.Check()), slices.Concat(b.Problems, b.Check())
	for i := range a.Plan {
		if a.Plan[i].Address != b.Plan[i].Address {
			return fmt.Errorf("%s instead of %s", a.Plan[i].Address, b.Plan[i].Address)
		}
		if strings.HasPrefix(a.Plan[i].Address, "photos/") || strings.HasPrefix(a.Plan[i].Address, "assets/") {
			continue // named by their contents
		}
		left, err := shown(a, i, &x)
		if err != nil {
			return err
		}
		right, err := shown(b, i, &y)
		if err != nil {
			return err
		}
		if left != right {
			return fmt.Errorf("%s differs %s", a.Plan[i].Address, difference(left, right))
		}
	}
	x.Sort()
	y.Sort()
	return sameProblems(x, y)
}

func shown(planned *Planned, i int, problems *diag.List) (string, error) {
	made, err := planned.Plan[i].Minified()
	if err != nil {
		return "", err
	}
	*problems = append(*problems, made.Problems...)
	text := string(made.Data)
	if made.Done != nil {
		made.Done()
	}
	return text, nil
}
