package audit

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/guide"
)

// ofTeacher are the options of the sample's teacher's folder.
func ofTeacher() build.Options {
	return build.Options{Project: root, Out: filepath.Join(scratch, "teacher"), Cache: filepath.Join(scratch, "sample-cache"), Theme: wayside.Theme, Strict: true, Teacher: true}
}

// teachers is the sample's teacher's folder.
func teachers(t *testing.T) *built {
	t.Helper()
	b, err := teachersOnce()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var teachersOnce = sync.OnceValues(func() (*built, error) {
	if _, problems, err := build.Build(context.Background(), ofTeacher()); err != nil || len(problems) > 0 {
		return nil, cmp.Or(err, error(refused(problems)))
	}
	return read(ofTeacher().Out)
})

// TestAnswersAreTheTeachers: what explains an answer is in no file of the
// published sample, in any language, and on the teacher's handouts.
func TestAnswersAreTheTeachers(t *testing.T) {
	public, teacher := sample(t), teachers(t)
	project, err := build.Open(ofTeacher())
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	planned, err := project.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	secrets := secretsOf(t, planned.Guide)
	if len(secrets) < 40 {
		t.Fatalf("%d explanations: the sample has more", len(secrets))
	}
	for name := range public.files {
		data, err := os.ReadFile(filepath.Join(public.dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s holds the answer %q", name, s)
			}
		}
	}
	var said strings.Builder
	for _, p := range teacher.pages {
		said.WriteString(text(p.doc))
	}
	for _, s := range secrets {
		if !strings.Contains(said.String(), s) {
			t.Errorf("no page of the teacher's says %q", s)
		}
	}
}

// secretsOf are the explanations of a guide's questions, but for those that a
// site's own text says too. Short answers are often words of such a text, so
// they prove nothing.
func secretsOf(t *testing.T, g *guide.Guide) []string {
	var content bytes.Buffer
	err := filepath.WalkDir(filepath.Join(root, "content"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" && filepath.Ext(path) != ".toml" {
			return err
		}
		data, err := os.ReadFile(path)
		content.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range g.Routes {
		for j := range g.Routes[i].Stops {
			for _, q := range g.Routes[i].Stops[j].Questions {
				for _, p := range q.Explain {
					if !bytes.Contains(content.Bytes(), []byte(p.Text)) {
						all = append(all, p.Text)
					}
				}
			}
		}
	}
	return all
}
