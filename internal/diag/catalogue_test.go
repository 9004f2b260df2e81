package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// module is the path to the module's root.
const module = "../.."

// rules returns the ids of the catalogue's keys.
func rules() []string {
	ids := map[string]bool{}
	for key := range catalogue {
		ids[New(Place{}, key).Rule()] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// TestCatalogueIsUsed checks that every key of the catalogue is in the source, and
// that every key that the source reports is in the catalogue.
func TestCatalogueIsUsed(t *testing.T) {
	literals, reported := sourceKeys(t)
	for _, key := range slices.Sorted(maps.Keys(catalogue)) {
		if !literals[key] {
			t.Errorf("nothing reports %q", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(reported)) {
		if _, ok := catalogue[key]; !ok {
			t.Errorf("%s reports %q, which is not in the catalogue", reported[key], key)
		}
	}
}

// reporters are the functions that take a key, and which argument it is.
var reporters = map[string]int{
	"diag.New": 1, "Add": 1, "AddUnknown": 1, "problem": 1, "unknown": 1, "broken": 1, "add": 1, "report": 1, "fail": 1,
}

// sourceKeys reads the module's source: every string literal, and those that are
// passed to a reporter, with the position of the call.
func sourceKeys(t *testing.T) (literals map[string]bool, reported map[string]string) {
	t.Helper()
	literals, reported = map[string]bool{}, map[string]string{}
	files := token.NewFileSet()
	err := filepath.WalkDir(module, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (strings.HasPrefix(e.Name(), ".") && e.Name() != ".." || e.Name() == "testdata"):
			return filepath.SkipDir
		case e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		case strings.HasPrefix(filepath.Base(path), "catalogue"):
			return nil // it declares keys and does not use them
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := text(n); ok {
				literals[s] = true
			}
			if call, ok := n.(*ast.CallExpr); ok {
				at, isReporter := reporters[name(call.Fun)]
				if isReporter && at < len(call.Args) {
					if key, ok := text(call.Args[at]); ok {
						reported[key] = files.Position(call.Pos()).String()
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(reported) < 50 {
		t.Fatalf("only %d keys are reported: was a reporter renamed?", len(reported))
	}
	return literals, reported
}

// text returns the value of a string literal.
func text(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// name returns the name of a called function: "diag.New" for one of this package,
// else the last part.
func name(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if x, ok := fun.X.(*ast.Ident); ok && x.Name == "diag" {
			return "diag." + fun.Sel.Name
		}
		return fun.Sel.Name
	}
	return ""
}

var verb = regexp.MustCompile(`%(\[(\d+)\])?[a-z]`)

// verbs returns the verbs of a sentence, each once, in the order of their indexes.
func verbs(t *testing.T, key, sentence string) []string {
	t.Helper()
	var all []string
	for _, m := range verb.FindAllStringSubmatch(strings.ReplaceAll(sentence, "%%", ""), -1) {
		if m[2] == "" {
			t.Errorf("%s: a verb without an index in %q", key, sentence)
		}
		all = append(all, m[0])
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestSentences checks that both languages have the same arguments and the form of
// messages.
func TestSentences(t *testing.T) {
	for key, m := range catalogue {
		if m.en == "" || m.zh == "" {
			t.Errorf("%s has no message", key)
		}
		if (m.hintEN == "") != (m.hintZH == "") {
			t.Errorf("%s has a hint in one language only", key)
		}
		for _, pair := range [][2]string{{m.en, m.zh}, {m.hintEN, m.hintZH}} {
			if en, zh := verbs(t, key, pair[0]), verbs(t, key, pair[1]); !slices.Equal(en, zh) {
				t.Errorf("%s uses %v in English and %v in Chinese", key, en, zh)
			}
		}
		for _, english := range []string{m.en, m.hintEN} {
			if r, _ := utf8.DecodeRuneInString(english); unicode.IsUpper(r) && !properName(english) {
				t.Errorf("%s begins with a capital: %q", key, english)
			}
		}
		for _, s := range []string{m.en, m.zh, m.hintEN, m.hintZH} {
			if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "...") || strings.HasSuffix(s, "。") {
				t.Errorf("%s ends with a full stop: %q", key, s)
			}
			if strings.ContainsAny(s, "\n\r\t") {
				t.Errorf("%s has more than one line: %q", key, s)
			}
		}
	}
}

// properName reports whether a hint begins with an example of opening hours or the
// name of a format.
func properName(s string) bool { return strings.HasPrefix(s, "Mo[") || strings.HasPrefix(s, "GPX ") }

// TestTerms checks that every term has a name in both languages and is used.
func TestTerms(t *testing.T) {
	literals, _ := sourceKeys(t)
	for term, names := range terms {
		if names[0] == "" || names[1] == "" {
			t.Errorf("the term %q has no name in one language", term)
		}
		if !literals[string(term)] {
			t.Errorf("nothing uses the term %q", term)
		}
	}
}

// TestPhrases checks that every phrase has the same arguments in both languages, is
// used, and occurs in a session.
func TestPhrases(t *testing.T) {
	literals, _ := sourceKeys(t)
	sessions, err := filepath.Glob(module + "/cmd/wayside/testdata/script/rule-*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, name := range sessions {
		session, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, session...)
	}
	for key, forms := range phrases {
		if en, zh := verbs(t, key, forms[0]), verbs(t, key, forms[1]); len(forms[0]) == 0 || len(forms[1]) == 0 || !slices.Equal(en, zh) {
			t.Errorf("the phrase %q is %q in English and %q in Chinese", key, forms[0], forms[1])
		}
		if !literals[key] {
			t.Errorf("nothing uses the phrase %q", key)
		}
		for _, form := range forms {
			if !shape(form).Match(all) {
				t.Errorf("no session shows the phrase %q: %q", key, form)
			}
		}
	}
}

// TestRulesAreDocumented checks that every rule has a section in docs/rules.md and a
// session, and that every section and session is about a rule.
func TestRulesAreDocumented(t *testing.T) {
	page, err := os.ReadFile(module + "/docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var sections []string
	for _, m := range regexp.MustCompile("(?m)^## (.+)$").FindAllStringSubmatch(string(page), -1) {
		sections = append(sections, m[1])
	}
	sessions, err := filepath.Glob(module + "/cmd/wayside/testdata/script/rule-*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range sessions {
		sessions[i] = strings.TrimSuffix(strings.TrimPrefix(filepath.Base(s), "rule-"), ".txtar")
	}
	slices.Sort(sections)
	for _, id := range rules() {
		if n := strings.Count(string(page), "["+id+"](#"+id+")"); n != 1 {
			t.Errorf("docs/rules.md lists %s %d times in its contents", id, n)
		}
	}
	compare(t, "section in docs/rules.md", sections, rules())
	compare(t, "session", sessions, rules())
}

func compare(t *testing.T, what string, got, want []string) {
	t.Helper()
	for _, id := range want {
		if !slices.Contains(got, id) {
			t.Errorf("missing %s for the rule %s", what, id)
		}
	}
	for i, id := range got {
		if !slices.Contains(want, id) {
			t.Errorf("%s for the unknown rule %s", what, id)
		}
		if i > 0 && got[i-1] == id {
			t.Errorf("duplicate %s for the rule %s", what, id)
		}
	}
}

// TestSessionsShowTheRule checks that a rule's session expects its id in both
// languages.
func TestSessionsShowTheRule(t *testing.T) {
	for _, id := range rules() {
		session, err := os.ReadFile(module + "/cmd/wayside/testdata/script/rule-" + id + ".txtar")
		if err != nil {
			continue // as TestRulesAreDocumented reports
		}
		for _, lang := range []string{"want-en", "want-zh"} {
			_, rest, found := strings.Cut(string(session), "\n-- "+lang+" --\n")
			expected, _, _ := strings.Cut(rest, "\n-- ")
			if !found || !strings.Contains(expected, "["+id+"]") {
				t.Errorf("the session of %s does not expect it in %s", id, lang)
			}
		}
	}
}

// TestSessionsShowEverySentence checks that every message occurs in the session of
// its rule, in English.
func TestSessionsShowEverySentence(t *testing.T) {
	for key, m := range catalogue {
		session, err := os.ReadFile(module + "/cmd/wayside/testdata/script/rule-" + New(Place{}, key).Rule() + ".txtar")
		if err != nil {
			continue
		}
		if !shape(m.en + " [").Match(session) {
			t.Errorf("no session shows %s: %q", key, m.en)
		}
	}
}

// shape returns an expression that matches a sentence with any arguments.
func shape(sentence string) *regexp.Regexp {
	pattern := ""
	for {
		at := verb.FindStringIndex(sentence)
		if at == nil {
			return regexp.MustCompile(pattern + regexp.QuoteMeta(sentence))
		}
		pattern += regexp.QuoteMeta(sentence[:at[0]]) + ".*"
		sentence = sentence[at[1]:]
	}
}
