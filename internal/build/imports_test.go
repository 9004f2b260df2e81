package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A rule is what one room may import. Names are the last parts of import
// paths of the module's rooms; the theme's embedding package is "wayside".
type rule struct {
	room string
	// may are the rooms it may import.
	may string
	// libraries are the modules from elsewhere it may import, by prefix.
	libraries string
	// never are packages of the standard library that it must do without.
	never string
}

// rules are the boundaries between the rooms. A library or a room that is
// not named here is refused, so each new one is a decision.
var rules = []rule{
	{room: "diag", never: "os io/fs"},
	{room: "litter", never: "os io/fs"},
	{room: "toml", libraries: "github.com/BurntSushi/toml", never: "os io io/fs"},
	{room: "geo", never: "os io/fs"},
	{room: "schema", never: "os io/fs html/template text/template net/http"},
	{room: "guide", may: "diag geo schema", never: "os io/fs html/template text/template"},
	{room: "prose", may: "diag", libraries: "golang.org/x/text", never: "os io/fs"},
	{room: "hours", may: "diag guide", never: "os io/fs html/template"},
	{room: "timetable", may: "guide geo hours", never: "os io/fs html/template"},
	{room: "track", may: "guide diag geo markup", never: "os io io/fs encoding/xml html/template"},
	{room: "markup", never: "os io io/fs"},
	{room: "osm", may: "diag geo markup", never: "os io/fs encoding/xml html/template"},
	{room: "walk", may: "geo osm", never: "os io io/fs html/template"},
	{room: "store", never: "html/template net/http"},
	{room: "parallel", libraries: "golang.org/x/sync", never: "os io io/fs"},
	{room: "qr", libraries: "github.com/piglig/go-qr", never: "os io/fs net/http"},
	{room: "words", may: "guide timetable", never: "os io/fs html/template text/template"},
	{room: "load", may: "guide diag geo litter osm parallel schema toml track walk", libraries: "golang.org/x/text", never: "os html/template net/http"},
	{room: "intake", may: "guide diag geo hours prose markup schema", libraries: "github.com/mozillazg/go-pinyin", never: "os io/fs encoding/xml html/template"},
	{room: "merge", may: "guide diag geo intake load schema toml", libraries: "github.com/rogpeppe/go-internal/diff", never: "os html/template net/http"},
	{room: "check", may: "guide diag geo hours prose schema timetable", never: "os io/fs html/template"},
	{room: "markdown", may: "diag prose", libraries: "github.com/yuin/goldmark github.com/alecthomas/chroma", never: "os io/fs html/template text/template"},
	{room: "photo", may: "guide diag output parallel store",
		libraries: "github.com/bep/imagemeta github.com/disintegration/imaging github.com/gen2brain/jpegn", never: "html/template net/http"},
	{room: "routemap", may: "geo osm", never: "os io/fs html/template"},
	{room: "export", may: "guide geo", never: "os io io/fs net/http html/template text/template"},
	{room: "render", may: "guide diag geo export hours litter markdown offline osm qr routemap search theme timetable output words", never: "os net/http"},
	{room: "theme", may: "diag guide litter", never: "os html/template text/template net/http"},
	{room: "await", never: "os io/fs net/http"},
	{room: "nodetest", may: "diag guide output theme wayside"},
	{room: "offline", may: "output store", libraries: "github.com/klauspost/compress", never: "os io/fs html/template net/http"},
	{room: "search", libraries: "golang.org/x/text", never: "os io/fs html/template text/template net/http"},
	{room: "output", may: "diag litter parallel store", libraries: "github.com/tdewolff github.com/gofrs/flock", never: "html/template net/http"},
	{room: "pdf", may: "diag guide output parallel store", libraries: "github.com/chromedp", never: "html/template net/http"},
	{room: "build", may: "check diag guide load offline output pdf photo render store timetable", never: "net/http html/template"},
	{room: "preview", may: "build output diag", libraries: "github.com/fsnotify/fsnotify", never: "html/template text/template"},
	{room: "audit"},   // tests of the built guide: nothing but a story
	{room: "wayside"}, // the theme: embed alone
}

// A listed package, as go list tells it.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

// TestRooms holds the imports of every room against its rule. The command
// may import anything.
func TestRooms(t *testing.T) {
	packages := list(t)
	for _, p := range packages {
		room := p.ImportPath[strings.LastIndexByte(p.ImportPath, '/')+1:]
		if p.ImportPath == "wayside/cmd/wayside" {
			continue
		}
		i := slices.IndexFunc(rules, func(r rule) bool { return r.room == room })
		if i < 0 {
			t.Errorf("the room %s has no rule: say in rooms_test.go what it may import", room)
			continue
		}
		for _, path := range p.Imports {
			if why := rules[i].refuses(path); why != "" {
				t.Errorf("the room %s imports %s, but %s", room, path, why)
			}
		}
	}
	for _, r := range rules {
		if !slices.ContainsFunc(packages, func(p listed) bool { return strings.HasSuffix("/"+p.ImportPath, "/"+r.room) }) {
			t.Errorf("there is a rule for the room %s, and no such room", r.room)
		}
	}
}

// refuses says why a room must not import a package; "" when it may.
func (r rule) refuses(path string) string {
	first, _, _ := strings.Cut(path, "/")
	switch {
	case first == "wayside":
		if other := path[strings.LastIndexByte(path, '/')+1:]; !slices.Contains(strings.Fields(r.may), other) {
			return "of the other rooms it may import " + orNothing(r.may)
		}
	case strings.Contains(first, "."):
		for _, library := range strings.Fields(r.libraries) {
			if path == library || strings.HasPrefix(path, library+"/") {
				return ""
			}
		}
		return "of libraries it may import " + orNothing(r.libraries)
	case slices.Contains(strings.Fields(r.never), path):
		return "it must do without " + r.never
	}
	return ""
}

func orNothing(names string) string {
	if names == "" {
		return "none"
	}
	return strings.ReplaceAll(names, " ", ", ") + " only"
}

// TestRefuses: the test would see a boundary crossed.
func TestRefuses(t *testing.T) {
	r := rule{room: "render", may: "guide diag", libraries: "example.org/one", never: "os"}
	for path, want := range map[string]string{
		"strings": "", "wayside/internal/guide": "", "example.org/one": "", "example.org/one/two": "",
		"os":                    "it must do without os",
		"wayside/internal/load": "of the other rooms it may import guide, diag only",
		"example.org/one-more":  "of libraries it may import example.org/one only",
	} {
		if got := r.refuses(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := (rule{}).refuses("wayside"); got != "of the other rooms it may import none" {
		t.Errorf("wayside: %q", got)
	}
}

// TestOnlyMainExits: a program that ends in the middle cleans nothing up.
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

// list asks the go command for the module's packages.
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
