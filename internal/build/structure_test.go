package build

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestArchitecture compares the list of packages in docs/architecture.md with
// the packages that exist: none is missing, and each imports only packages
// above it.
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

// mostMethods keeps a type from becoming the place where everything is done.
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
