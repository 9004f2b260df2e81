package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A rule lists what a package may import. Packages of the module are named by the
// last element of their import paths; "wayside" is the package that embeds the
// theme.
type rule struct {
	pkg       string
	may       string // packages of the module that it may import
	libraries string // prefixes of import paths outside the module and the standard library
	never     string // packages of the standard library that it must not import
}

// rules are the boundaries between the packages. An import of a package of the
// module or of a library must be listed here, so each new one is a decision.
var rules = []rule{
	{pkg: "diag", never: "os io/fs"},
	{pkg: "colour", never: "os io io/fs net/http html/template"},
	{pkg: "litter", never: "os io/fs"},
	{pkg: "memfile", never: "os"},
	{pkg: "heap", libraries: "golang.org/x/sys", never: "html/template net/http"},
	{pkg: "toml", may: "geo", libraries: "github.com/BurntSushi/toml", never: "os io io/fs"},
	{pkg: "geo", never: "os io/fs"},
	{pkg: "cluster", may: "geo", never: "os io io/fs"},
	{pkg: "schema", never: "os io/fs html/template text/template net/http"},
	{pkg: "media", never: "os io/fs html/template net/http"},
	{pkg: "cite", never: "os io io/fs html/template net/http"},
	{pkg: "guide", may: "cite diag geo media schema", never: "os io/fs html/template text/template"},
	{pkg: "prose", may: "diag lexicon", libraries: "golang.org/x/text", never: "os io/fs"},
	{pkg: "hours", may: "diag guide", never: "os io/fs html/template"},
	{pkg: "timetable", may: "guide geo hours", never: "os io/fs html/template"},
	{pkg: "programme", may: "guide schema", libraries: "github.com/teambition/rrule-go", never: "os io io/fs html/template"},
	{pkg: "visits", may: "guide programme schema timetable", never: "os io io/fs html/template"},
	{pkg: "frontdesk", may: "diag guide output schema spreadsheet visits", never: "os io/fs net/http"},
	{pkg: "track", may: "guide diag geo markup", never: "os io io/fs encoding/xml html/template"},
	{pkg: "markup", never: "os io io/fs"},
	{pkg: "osm", may: "diag geo markup", never: "os io/fs encoding/xml html/template"},
	{pkg: "walk", may: "geo osm", never: "os io io/fs html/template"},
	{pkg: "store", never: "html/template net/http"},
	{pkg: "bucket", libraries: "github.com/minio/minio-go/v7", never: "os html/template"},
	{pkg: "queue", may: "parallel store", libraries: "github.com/nats-io/nats.go", never: "os html/template net/http"},
	{pkg: "cloudtest", may: "await", libraries: "github.com/johannesboyne/gofakes3 github.com/nats-io/nats-server/v2"},
	{pkg: "compact", never: "os io io/fs"},
	{pkg: "digest", never: "os io io/fs"},
	{pkg: "spreadsheet", never: "os io io/fs html/template net/http"},
	{pkg: "filestat", never: "os html/template net/http"},
	{pkg: "inputs", may: "compact digest filestat litter parallel", never: "os html/template net/http"},
	{pkg: "trace", may: "compact digest", never: "os io io/fs"},
	{pkg: "parallel", libraries: "golang.org/x/sync", never: "os io io/fs"},
	{pkg: "qr", libraries: "github.com/piglig/go-qr", never: "os io/fs net/http"},
	{pkg: "words", may: "guide timetable", never: "os io/fs html/template text/template"},
	{pkg: "load", may: "cite compact digest filestat guide diag geo intake litter markup media osm parallel schema toml track walk", libraries: "github.com/maruel/natural golang.org/x/text", never: "os html/template net/http"},
	{pkg: "pinyin", never: "os io io/fs html/template net/http"},
	{pkg: "intake", may: "guide diag geo hours pinyin prose markup schema toml", libraries: "github.com/xuri/excelize/v2", never: "os io/fs encoding/xml html/template"},
	{pkg: "merge", may: "guide diag geo intake load memfile schema toml", libraries: "github.com/rogpeppe/go-internal/diff", never: "os html/template net/http"},
	{pkg: "journal", never: "html/template net/http"},
	{pkg: "archive", may: "diag guide intake journal litter load schema", never: "os html/template net/http"},
	{pkg: "rename", may: "diag guide journal litter load schema toml", never: "os html/template net/http"},
	{pkg: "check", may: "colour guide diag geo hours programme prose schema timetable visits", never: "os io/fs html/template"},
	{pkg: "markdown", may: "diag prose", libraries: "github.com/yuin/goldmark github.com/alecthomas/chroma", never: "os io/fs html/template text/template"},
	{pkg: "cover", libraries: "golang.org/x/image", never: "os io/fs net/http html/template"},
	{pkg: "iiif", never: "os io io/fs net/http html/template"},
	{pkg: "resample", never: "os io io/fs"},
	{pkg: "baseline", may: "resample", never: "os io io/fs"},
	{pkg: "progressive", may: "resample", never: "os io io/fs"},
	{pkg: "photo", may: "baseline colour cover digest guide diag iiif output parallel progressive resample store",
		libraries: "github.com/bep/imagemeta github.com/disintegration/imaging github.com/gen2brain/jpegn golang.org/x/image golang.org/x/text", never: "html/template net/http"},
	{pkg: "routemap", may: "geo osm", never: "os io/fs html/template"},
	{pkg: "export", may: "guide geo", never: "os io io/fs net/http html/template text/template"},
	{pkg: "render", may: "cite cluster colour convert cover digest trace guide diag finder fold geo export hours iiif learn litter markdown media offline osm parallel pinyin programme prose qr routemap schema search speech spreadsheet theme timetable output words", never: "os net/http"},
	{pkg: "theme", may: "diag guide litter", never: "os html/template text/template net/http"},
	{pkg: "await", never: "os io/fs net/http"},
	{pkg: "linear", never: "os io/fs net/http"},
	{pkg: "nodetest", may: "diag guide output theme wayside"},
	{pkg: "schematest", may: "schema", libraries: "github.com/BurntSushi/toml github.com/santhosh-tekuri/jsonschema/v6"},
	{pkg: "offline", may: "digest output store trace", libraries: "github.com/klauspost/compress", never: "os io/fs html/template net/http"},
	{pkg: "fold", libraries: "golang.org/x/text", never: "os io/fs html/template text/template net/http"},
	{pkg: "lexicon", never: "os io io/fs html/template net/http"},
	{pkg: "convert", may: "lexicon", never: "os io io/fs html/template net/http"},
	{pkg: "learn", may: "fold guide", never: "os io io/fs html/template net/http"},
	{pkg: "speech", never: "os io io/fs html/template net/http"},
	{pkg: "search", may: "compact fold", never: "os io/fs html/template text/template net/http"},
	{pkg: "finder", may: "fold pinyin", never: "os io io/fs html/template net/http"},
	{pkg: "output", may: "compact diag digest litter parallel store trace", libraries: "github.com/tdewolff github.com/gofrs/flock golang.org/x/sys", never: "html/template net/http"},
	{pkg: "publish", may: "bucket output parallel", libraries: "golang.org/x/sync", never: "html/template net/http"},
	{pkg: "cms", may: "guide schema toml", never: "os io/fs net/http html/template"},
	{pkg: "pdf", may: "diag guide output parallel store", libraries: "github.com/chromedp github.com/gofrs/flock golang.org/x/text", never: "html/template net/http"},
	{pkg: "build", may: "bucket check compact convert cover diag digest frontdesk guide inputs load memfile offline output parallel pdf photo publish queue render store timetable trace visits", never: "net/http html/template"},
	{pkg: "preview", may: "build output diag", libraries: "github.com/fsnotify/fsnotify"},
	{pkg: "audit"},   // contains only tests of the built sample
	{pkg: "wayside"}, // the theme, which imports only embed
}

// A listed package is one in the output of go list.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// TestImports compares the imports of every package with its rule. The command
// may import anything.
func TestImports(t *testing.T) {
	packages := list(t)
	for _, p := range packages {
		name := p.ImportPath[strings.LastIndexByte(p.ImportPath, '/')+1:]
		if p.ImportPath == "wayside/cmd/wayside" {
			continue
		}
		i := slices.IndexFunc(rules, func(r rule) bool { return r.pkg == name })
		if i < 0 {
			t.Errorf("the package %s has no rule: add one to imports_test.go", name)
			continue
		}
		for _, path := range p.Imports {
			if why := rules[i].violation(path); why != "" {
				t.Errorf("the package %s imports %s, but %s", name, path, why)
			}
		}
	}
	for _, r := range rules {
		if !slices.ContainsFunc(packages, func(p listed) bool { return strings.HasSuffix("/"+p.ImportPath, "/"+r.pkg) }) {
			t.Errorf("there is a rule for the package %s, which does not exist", r.pkg)
		}
	}
}

// violation returns the reason why the package must not import another one, or ""
// if it may.
func (r rule) violation(path string) string {
	first, _, _ := strings.Cut(path, "/")
	switch {
	case first == "wayside":
		if other := path[strings.LastIndexByte(path, '/')+1:]; !slices.Contains(strings.Fields(r.may), other) {
			return "of the module's packages it may import " + orNothing(r.may)
		}
	case strings.Contains(first, "."):
		for _, library := range strings.Fields(r.libraries) {
			if path == library || strings.HasPrefix(path, library+"/") {
				return ""
			}
		}
		return "of libraries it may import " + orNothing(r.libraries)
	case slices.Contains(strings.Fields(r.never), path):
		return "it must not import " + r.never
	}
	return ""
}

func orNothing(names string) string {
	if names == "" {
		return "none"
	}
	return strings.ReplaceAll(names, " ", ", ") + " only"
}

// TestViolation checks that TestImports would report a forbidden import.
func TestViolation(t *testing.T) {
	r := rule{pkg: "render", may: "guide diag", libraries: "example.org/one", never: "os"}
	for path, want := range map[string]string{
		"strings": "", "wayside/internal/guide": "", "example.org/one": "", "example.org/one/two": "",
		"os":                    "it must not import os",
		"wayside/internal/load": "of the module's packages it may import guide, diag only",
		"example.org/one-more":  "of libraries it may import example.org/one only",
	} {
		if got := r.violation(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := (rule{}).violation("wayside"); got != "of the module's packages it may import none" {
		t.Errorf("wayside: %q", got)
	}
}

// TestOnlyMainExits checks that only main.go ends the program: an exit elsewhere
// would skip deferred functions.
func TestOnlyMainExits(t *testing.T) {
	for _, p := range list(t) {
		for _, name := range p.GoFiles {
			file := filepath.Join(p.Dir, name)
			files := token.NewFileSet()
			tree, err := parser.ParseFile(files, file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				x, ok := s.X.(*ast.Ident)
				exits := ok && (x.Name == "os" && s.Sel.Name == "Exit" || x.Name == "log" && strings.HasPrefix(s.Sel.Name, "Fatal"))
				if exits && !(p.ImportPath == "wayside/cmd/wayside" && name == "main.go") {
					t.Errorf("%s calls %s.%s, but only main.go of cmd/wayside may end the program", files.Position(n.Pos()), x.Name, s.Sel.Name)
				}
				return true
			})
		}
	}
}

// TestArchitecture checks that docs/architecture.md lists all packages and no
// others, and that each imports only packages above it in the list.
func TestArchitecture(t *testing.T) {
	text, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## Packages")
	_, section, _ = strings.Cut(section, "```\n")
	section, _, _ = strings.Cut(section, "```")
	at := map[string]int{"wayside": 0}
	for line := range strings.Lines(section) {
		if name := strings.Fields(line)[0]; strings.Contains(name, "/") {
			at["wayside/"+name] = len(at)
		}
	}
	packages := list(t)
	for _, p := range packages {
		line, ok := at[p.ImportPath]
		if !ok {
			t.Errorf("docs/architecture.md does not list %s", p.ImportPath)
		}
		for _, path := range p.Imports {
			if other, local := at[path]; local && other > line {
				t.Errorf("docs/architecture.md lists %s above %s, which it imports", p.ImportPath, path)
			}
		}
	}
	for path := range at {
		if !slices.ContainsFunc(packages, func(p listed) bool { return p.ImportPath == path }) {
			t.Errorf("docs/architecture.md lists %s, which does not exist", path)
		}
	}
}

// mostMethods is the maximum number of methods of a type, so that no type does
// everything.
const mostMethods = 25

func TestMethods(t *testing.T) {
	for _, p := range list(t) {
		methods := map[string]int{}
		for _, name := range p.GoFiles {
			tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range tree.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
					methods[receiver(f.Recv.List[0].Type)]++
				}
			}
		}
		for name, n := range methods {
			if n > mostMethods {
				t.Errorf("%s.%s has %d methods, want at most %d", p.ImportPath, name, n, mostMethods)
			}
		}
	}
}

// receiver returns the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// list returns the module's packages, as go list reports them.
func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", "wayside/...").Output()
	if err != nil {
		t.Fatal("go list: ", err)
	}
	var packages []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
