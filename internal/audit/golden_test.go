package audit

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// update writes the pages as they are now. Read the difference before you
// commit it.
var update = flag.Bool("update", false, "rewrite the goldens")

const goldens = "testdata/main"

// TestMains holds the <main> of every page of the half-translated guide
// against a golden of it: its own content, not the frame that all pages share.
// A golden without a page fails too.
func TestMains(t *testing.T) {
	b := half(t)
	left := map[string]bool{}
	files, err := filepath.Glob(goldens + "/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		left[f] = true
	}
	for _, p := range b.pages {
		file := filepath.Join(goldens, strings.ReplaceAll(strings.TrimSuffix(p.address, "/index.html"), "/", "_"))
		if !strings.HasSuffix(file, ".html") {
			file += ".html"
		}
		delete(left, file)
		got := mainOf(t, p)
		want, err := os.ReadFile(file)
		if *update {
			err = os.WriteFile(file, got, 0o644)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is not as %s has it; -update rewrites it\n%s", p.address, file, got)
			continue
		}
		if err != nil {
			t.Error(err)
		}
	}
	for file := range left {
		t.Errorf("no page is left for %s", file)
	}
}

// elided is what tests of their own read: the lines of a QR code, and a
// handout's data for its script.
var elided = regexp.MustCompile(`(class="qr-dark" d="|id="handout-data">)[^"<][^<]*?("></path>|</script>)`)

// mainOf is a page's <main>, a line for each element that begins a block.
func mainOf(t *testing.T, p *page) []byte {
	t.Helper()
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Main {
			var b bytes.Buffer
			if err := html.Render(&b, n); err != nil {
				t.Fatal(err)
			}
			text := elided.ReplaceAllString(b.String(), "$1…$2")
			for _, tag := range []string{"<section", "<article", "<header", "<aside", "<div", "<p", "<li", "<h1", "<h2", "<h3", "<ul", "<ol", "<dl", "<figure", "<details", "</main"} {
				text = strings.ReplaceAll(text, tag, "\n"+tag)
			}
			for strings.Contains(text, "\n\n") {
				text = strings.ReplaceAll(text, "\n\n", "\n")
			}
			return []byte(text + "\n")
		}
	}
	t.Errorf("%s has no main", p.address)
	return nil
}
