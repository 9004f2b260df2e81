package audit

import (
	"bytes"
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

// teacherOptions are those of the sample's teacher edition, which takes the
// sample's photos from its cache.
func teacherOptions() build.Options {
	return build.Options{Project: root, Out: filepath.Join(scratch, "teacher"), Cache: filepath.Join(scratch, "sample-cache"), Theme: wayside.Theme, Strict: true, Teacher: true}
}

var buildTeacher = sync.OnceValues(func() (*publication, error) {
	if _, err := buildSample(); err != nil {
		return nil, err
	}
	return publishWith(teacherOptions())
})

// teacherEdition returns the sample with its answers.
func teacherEdition(t *testing.T) *publication {
	t.Helper()
	return built(t, buildTeacher)
}

// TestAnswersStayWithTeachers: what explains an answer is in no file of the
// published sample, in any language, and on the teacher's handouts.
func TestAnswersStayWithTeachers(t *testing.T) {
	t.Parallel()
	public, teacher := sample(t), teacherEdition(t)
	project, err := build.Open(t.Context(), teacherOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	planned, err := project.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	explanations := explanationsOf(t, planned.Guide)
	if len(explanations) < 40 {
		t.Fatalf("found only %d explanations", len(explanations))
	}
	for name := range public.files {
		data := public.file(t, name)
		for _, e := range explanations {
			if bytes.Contains(data, []byte(e)) {
				t.Errorf("%s has the answer %q", name, e)
			}
		}
	}
	var all strings.Builder
	for _, p := range teacher.pages {
		all.WriteString(text(p.doc))
	}
	for _, e := range explanations {
		if !strings.Contains(all.String(), e) {
			t.Errorf("no page of the teacher edition has %q", e)
		}
	}
}

// explanationsOf returns the explanations of a guide's questions, without those
// that a site's own text has, too. Short answers are often words of such a
// text, so they prove nothing.
func explanationsOf(t *testing.T, g *guide.Guide) []string {
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
