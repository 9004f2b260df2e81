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

// update rewrites the goldens. Read the difference before you commit it.
var update = flag.Bool("update", false, "rewrite the goldens")

const goldens = "testdata/main"

// TestMains compares the <main> of every page of the half-translated guide with
// a golden: the page's own content, without the frame that all pages share. A
// golden without a page fails, too.
func TestMains(t *testing.T) {
	t.Parallel()
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
			t.Errorf("%s differs from %s; -update rewrites it\n%s", p.address, file, got)
			continue
		}
		if err != nil {
			t.Error(err)
		}
	}
	for file := range left {
		t.Errorf("%s is the golden of no page", file)
	}
}

// elided matches what has tests of its own: the lines of a QR code, and a
// handout's data for its script. assetHash changes with every edit of a script.
var (
	elided    = regexp.MustCompile(`(class="qr-dark" d="|id="handout-data">)[^"<][^<]*?("></path>|</script>)`)
	assetHash = regexp.MustCompile(`(assets/[a-z]+\.)[0-9a-f]{10}\.`)
)

// mainOf returns a page's <main>, with a line for each element that begins a
// block.
func mainOf(t *testing.T, p *page) []byte {
	t.Helper()
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Main {
			var b bytes.Buffer
			if err := html.Render(&b, n); err != nil {
				t.Fatal(err)
			}
			text := elided.ReplaceAllString(b.String(), "$1…$2")
			text = assetHash.ReplaceAllString(text, "${1}HASH.")
			for _, tag := range []string{"<section", "<article", "<header", "<aside", "<div", "<p", "<li", "<h1", "<h2", "<h3", "<ul", "<ol", "<dl", "<figure", "<details", "</main"} {
				text = strings.ReplaceAll(text, tag, "\n"+tag)
			}
			for strings.Contains(text, "\n\n") {
				text = strings.ReplaceAll(text, "\n\n", "\n")
			}
			return []byte(text + "\n")
		}
	}
	t.Errorf("%s has no <main>", p.address)
	return nil
}
