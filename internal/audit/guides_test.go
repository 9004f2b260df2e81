package audit

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
)

// root is the checkout: the sample guide's project.
const root = "../.."

// A publication is a published guide. Tests share it and must not change it.
type publication struct {
	dir       string
	baseURL   string
	files     map[string]bool // by address
	pages     []*page         // sorted by address
	byAddress map[string]*page
}

// A page is a published HTML file.
type page struct {
	address string
	doc     *html.Node
	ids     map[string]int // number of elements with the id
}

// Each guide is built at most once per run, when the first test asks for it.
var (
	buildSample = sync.OnceValues(func() (*publication, error) { return publish(root, "sample", true) })
	buildHalf   = sync.OnceValues(func() (*publication, error) { return publish("testdata/half", "half", false) })
)

// sample returns the sample guide.
func sample(t *testing.T) *publication {
	t.Helper()
	return built(t, buildSample)
}

// half returns a guide that is partly translated and has a draft.
func half(t *testing.T) *publication {
	t.Helper()
	return built(t, buildHalf)
}

func built(t *testing.T, build func() (*publication, error)) *publication {
	t.Helper()
	p, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// problems is the error of a build that published nothing.
type problems diag.List

func (all problems) Error() string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString("\n" + p.Line(diag.English))
	}
	return "build failed:" + b.String()
}

// publish builds a project with an empty cache into a folder of that name.
func publish(project, name string, strict bool) (*publication, error) {
	return publishWith(build.Options{
		Project: project, Out: filepath.Join(scratch, name), Cache: filepath.Join(scratch, name+"-cache"), Strict: strict,
	})
}

func publishWith(o build.Options) (*publication, error) {
	o.Theme = wayside.Theme
	report, found, err := build.Build(context.Background(), o)
	if err != nil {
		return nil, err
	}
	if report.Files == 0 {
		return nil, problems(found)
	}
	return read(o.Out)
}

// read parses a published folder, without its dotfiles.
func read(dir string) (*publication, error) {
	b := &publication{dir: dir, files: map[string]bool{}, byAddress: map[string]*page{}}
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
		b.byAddress[name] = p
		return nil
	})
	if home := b.byAddress["index.html"]; home != nil {
		b.baseURL, _ = attr(home.first(func(n *html.Node) bool { return isLink(n, "canonical") }), "href")
	}
	return b, err
}

// file returns the content of a published file.
func (b *publication) file(t *testing.T, address string) []byte {
	t.Helper()
	data, err := os.ReadFile(b.path(address))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// path returns the name of a published file on the disk.
func (b *publication) path(address string) string {
	return filepath.Join(b.dir, filepath.FromSlash(address))
}
