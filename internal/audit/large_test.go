package audit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// generator writes a large guide. It stands beside the checkout where the
// program is measured, and nowhere else.
const generator = root + "/../shared/bench/gen.py"

// TestLarge crawls a guide of 223 sites and 20 routes.
func TestLarge(t *testing.T) {
	b := generated(t)
	if len(b.pages) < 250 {
		t.Errorf("%d pages", len(b.pages))
	}
	crawl(t, b)
	pages(t, b, false)
	sitemap(t, b)
}

// generated is a guide of 223 sites and 20 routes.
func generated(t *testing.T) *built {
	t.Helper()
	if _, err := os.Stat(generator); err != nil {
		t.Skip("the generator of large guides does not stand beside the checkout")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on the PATH: it writes the large guide")
	}
	b, err := generatedOnce(python)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var generatedBy = map[string]*built{} // by the Python that wrote it: there is one

func generatedOnce(python string) (*built, error) {
	if b := generatedBy[python]; b != nil {
		return b, nil
	}
	project := filepath.Join(scratch, "large-project")
	if out, err := exec.Command(python, generator, "--sites", "223", "--routes", "20", "--out", project, "--flavor", "ours").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	b, err := publish(project, "large", false)
	if err == nil {
		generatedBy[python] = b
	}
	return b, err
}
