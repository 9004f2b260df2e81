package fold

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"wayside/internal/nodetest"
)

// TestScriptFold compares the search page's folding with Go's for the stored
// texts, every character with variants, and the texts of the sample guide.
func TestScriptFold(t *testing.T) {
	var texts []string
	for _, v := range vectors(t) {
		texts = append(texts, v[0])
	}
	texts = append(texts, Classes())
	project := os.DirFS("../..")
	err := fs.WalkDir(project, "content", func(file string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ".md") {
			data, err := fs.ReadFile(project, file)
			texts = append(texts, string(data))
			return err
		}
		return err
	})
	if err != nil || len(texts) < 50 {
		t.Fatalf("%d texts, %v", len(texts), err)
	}
	got := nodetest.Run[[]string](t, nodetest.Parts(t, "search/fold.js")+`
		folding.classes(input.classes);
		return input.texts.map(folding.fold);`, map[string]any{"classes": Classes(), "texts": texts})
	for i, text := range texts {
		if want := folded(text); got[i] != want {
			t.Errorf("%.60q is folded to %.60q, want %.60q", text, got[i], want)
		}
	}
}
