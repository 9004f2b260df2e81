package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// untraced matches what a page may take from the guide only through its view.
var untraced = regexp.MustCompile(`\br\.(guide\.(Sites?|Routes?|Pages?|Home|Files|Notices|Pictures|ThemeSites|SiteRoutes|DraftRoute|People|Person|Sources|Events?)|face|near|appearances|programme)\b`)

// exempt are functions that take something from the guide by themselves.
var exempt = map[string]string{
	"toSite":      "the names of other sites are for a problem",
	"toRoute":     "drafts and the names of other routes are for a problem",
	"toPage":      "the names of other pages are for a problem",
	"neighbours":  "for a problem",
	"sharedData":  "the titles of free pages are a part of factGuide",
	"siteLink":    "the number of sites is the size of a cache",
	"newSitePage": "records factNear",
}

// TestViews checks that pages take nothing from the guide without recording it.
// Settings, themes, audiences and words are a part of factGuide, which every page
// records.
func TestViews(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "facts") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			var kind *ast.FuncType
			var name string
			var fields []*ast.Field
			switch f := n.(type) {
			case *ast.FuncDecl:
				kind, name = f.Type, f.Name.Name
				if f.Recv != nil {
					fields = f.Recv.List
				}
			case *ast.FuncLit:
				kind = f.Type
			default:
				return true
			}
			if !ofPage(append(fields, kind.Params.List...)) {
				return true
			}
			text := source[set.Position(n.Pos()).Offset:set.Position(n.End()).Offset]
			if found := untraced.Find(text); found != nil && exempt[name] == "" {
				t.Errorf("%s: %s uses %s: take it from the view, which records it", set.Position(n.Pos()), name, found)
			} else if found != nil {
				used[name] = true
			}
			return true
		})
	}
	for name := range exempt {
		if !used[name] {
			t.Errorf("%s does not need to be exempt", name)
		}
	}
}

// ofPage reports whether a function has a page, or a text on one, as a parameter.
func ofPage(fields []*ast.Field) bool {
	for _, f := range fields {
		if star, ok := f.Type.(*ast.StarExpr); ok {
			if name, ok := star.X.(*ast.Ident); ok && (name.Name == "draft" || name.Name == "text" || name.Name == "view") {
				return true
			}
		}
	}
	return false
}
