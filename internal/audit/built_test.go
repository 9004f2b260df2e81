package audit

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/output"
)

// root is the checkout: the sample guide's project.
const root = "../.."

// A built is a published guide, read once.
type built struct {
	dir   string
	base  string          // its base_url
	files map[string]bool // by address
	pages []*page         // sorted by address
	byURL map[string]*page
}

// A page is a published HTML file.
type page struct {
	address string
	doc     *html.Node
	ids     map[string]int // how often each id stands in it
}

// scratch holds everything a run builds; TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "wayside-audit-"); err != nil {
		panic(err)
	}
	code := m.Run()
	closeBrowser()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// onOneCore builds the sample on a single core, so that TestRebuild can
// compare what several make of it.
var onOneCore = sync.OnceValues(func() (*built, error) {
	cores := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(cores)
	return publish(root, "sample", true)
})

// sample is the built sample guide.
func sample(t *testing.T) *built {
	t.Helper()
	b, err := onOneCore()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// half is a guide of which a part is translated, and which has a draft.
func half(t *testing.T) *built {
	t.Helper()
	b, err := halfOnce()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var halfOnce = sync.OnceValues(func() (*built, error) { return publish("testdata/half", "half", false) })

// A refused build is one whose problems kept it from being published.
type refused diag.List

func (r refused) Error() string {
	var b strings.Builder
	for _, p := range r {
		b.WriteString("\n" + p.Line(diag.English))
	}
	return "the build found problems:" + b.String()
}

// publish builds a project with a cold cache into a folder of that name.
func publish(project, name string, strict bool) (*built, error) {
	o := build.Options{
		Project: project, Out: filepath.Join(scratch, name), Cache: filepath.Join(scratch, name+"-cache"),
		Theme: wayside.Theme, Strict: strict,
	}
	var report output.Report
	report, problems, err := build.Build(context.Background(), o)
	if err != nil {
		return nil, err
	}
	if report.Files == 0 {
		return nil, refused(problems)
	}
	return read(o.Out)
}

// read takes in a published folder, but for its own dotfiles.
func read(dir string) (*built, error) {
	b := &built{dir: dir, files: map[string]bool{}, byURL: map[string]*page{}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(name, ".") {
			return err
		}
		b.files[name] = true
		if path.Ext(name) != ".html" {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		p := &page{address: name, doc: doc, ids: map[string]int{}}
		for n := range doc.Descendants() {
			if id, ok := attr(n, "id"); ok {
				p.ids[id]++
			}
		}
		b.pages = append(b.pages, p)
		b.byURL[name] = p
		return nil
	})
	if home := b.byURL["index.html"]; home != nil {
		b.base, _ = attr(home.first(func(n *html.Node) bool { return isLink(n, "canonical") }), "href")
	}
	return b, err
}

// dir is the address of a page's folder, as its absolute address has it.
func (p *page) folder() string { return strings.TrimSuffix(p.address, "index.html") }

// first is the first element that holds; nil when there is none.
func (p *page) first(holds func(*html.Node) bool) *html.Node {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && holds(n) {
			return n
		}
	}
	return nil
}

// all are the elements that hold.
func (p *page) all(holds func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && holds(n) {
			found = append(found, n)
		}
	}
	return found
}

func is(tags ...atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, t := range tags {
			if n.DataAtom == t {
				return true
			}
		}
		return false
	}
}

func isLink(n *html.Node, rel string) bool { return n.DataAtom == atom.Link && has(n, "rel", rel) }

// meta is the content of the <meta> of that name or property.
func (p *page) meta(name string) string {
	n := p.first(func(n *html.Node) bool {
		return n.DataAtom == atom.Meta && (has(n, "name", name) || has(n, "property", name) || has(n, "http-equiv", name))
	})
	content, _ := attr(n, "content")
	return content
}

func attr(n *html.Node, key string) (string, bool) {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == key && a.Namespace == "" {
				return a.Val, true
			}
		}
	}
	return "", false
}

// has reports whether value is among an attribute's words.
func has(n *html.Node, key, value string) bool {
	words, _ := attr(n, key)
	for _, w := range strings.Fields(words) {
		if w == value {
			return true
		}
	}
	return false
}

func text(n *html.Node) string {
	var b strings.Builder
	if n != nil {
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
	}
	return strings.TrimSpace(b.String())
}
