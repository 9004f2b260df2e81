package audit

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// generator is a script that writes a large guide. It is next to the checkout
// where the program is measured, and nowhere else.
const generator = root + "/../shared/bench/gen.py"

// TestLarge crawls a guide of 223 sites and 20 routes.
func TestLarge(t *testing.T) {
	t.Parallel()
	b := generated(t)
	if len(b.pages) < 250 {
		t.Errorf("%d pages", len(b.pages))
	}
	crawl(t, b)
	pages(t, b, false)
	sitemap(t, b)
}

// errNoGenerator says why there is no large guide.
var errNoGenerator = errors.New("the generator of large guides and python3 are not both there")

var buildGenerated = sync.OnceValues(func() (*publication, error) {
	python, err := exec.LookPath("python3")
	if _, missing := os.Stat(generator); err != nil || missing != nil {
		return nil, errNoGenerator
	}
	project := filepath.Join(scratch, "large-project")
	if out, err := exec.Command(python, generator, "--sites", "223", "--routes", "20", "--out", project, "--flavor", "ours").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return publish(project, "large", false)
})

// generated returns a guide of 223 sites and 20 routes. Without its generator,
// and in short runs, the test is skipped.
func generated(t *testing.T) *publication {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the large guide, which -short leaves out")
	}
	b, err := buildGenerated()
	if err == errNoGenerator {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}
