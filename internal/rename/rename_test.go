package rename

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/journal"
	"wayside/internal/load"
)

// TestMarkdown checks which links of a text in content/sites/x/ are changed.
func TestMarkdown(t *testing.T) {
	r := &Renaming{Kind: *KindOf("site"), Old: "gate", New: "new"}
	for text, want := range map[string]string{
		"[a](site:gate)":                               "[a](site:new)",
		"[a](site：gate/hall \"t\")":                    "[a](site：new/hall \"t\")",
		"[a]( <site: gate#12> )":                       "[a]( <site: new#12> )",
		"[a]（site:gate）":                               "[a]（site:new）",
		"<site:gate>":                                  "<site:new>",
		"[a]: site:gate":                               "[a]: site:new",
		"[a](site:gate-b) [a](site:gate.b)":            "",
		"[a](route:gate) [a](page:gate)":               "",
		"site:gate, (site:gate)":                       "",
		"`[a](site:gate)` [a](site:gate)":              "`[a](site:gate)` [a](site:new)",
		"``a`b`` `[a](site:gate)":                      "``a`b`` `[a](site:new)",
		"`a\n\n`[a](site:gate)":                        "`a\n\n`[a](site:new)",
		"[a](\nsite:gate) ![a](\r\n ../gate/a.jpg)":    "[a](\nsite:new) ![a](\r\n ../new/a.jpg)",
		"\\`[a](site:gate)\\`":                         "\\`[a](site:new)\\`",
		"\\\\`[a](site:gate)\\`":                       "",
		"\\``[a](site:gate)`":                          "",
		"```a``` b\n[a](site:gate)":                    "```a``` b\n[a](site:new)",
		"```\n```a\n[a](site:gate)\n```":               "",
		"~~~\n[a](site:gate)\n~~~\n[a](site:gate)":     "~~~\n[a](site:gate)\n~~~\n[a](site:new)",
		"````\n```\n[a](site:gate)\n````\n<site:gate>": "````\n```\n[a](site:gate)\n````\n<site:new>",
		"```\n[a](site:gate)":                          "",
		"![a](../gate/photos/gate.jpg)":                "![a](../new/photos/gate.jpg)",
		"![a](../../sites/gate/photos/b c.jpg)":        "![a](../../sites/new/photos/b c.jpg)",
		"![a](.././gate/../gate/a.jpg)":                "![a](.././new/../gate/a.jpg)",
		"[a](../gate.md) [a](../gate.en.md#x)":         "[a](../new.md) [a](../new.en.md#x)",
		"[a](../gate/index.md)":                        "[a](../new/index.md)",
		"![a](photos/gate/a.jpg) ![a](gate/a.jpg)":     "",
		"[a](/sites/gate/) [a](https://gate/gate/)":    "",
		"::: audio ../gate/a.mp3 :::\n:::":             "::: audio ../new/a.mp3 :::\n:::",
		"::: then-now ../gate/a.jpg ../gate/b.jpg\n":   "::: then-now ../new/a.jpg ../new/b.jpg\n",
		"::: audience gate\n":                          "",
	} {
		if want == "" {
			want = text
		}
		if got := apply(text, r.markdown(text, "content/sites/x")); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	r = &Renaming{Kind: *KindOf("audience"), Old: "gate", New: "new"}
	if got := apply("::: audience a gate:::\n[a](site:gate)", r.markdown("::: audience a gate:::\n[a](site:gate)", "content")); got != "::: audience a new:::\n[a](site:gate)" {
		t.Error(got)
	}
}

// TestFormer checks where the old id is added.
func TestFormer(t *testing.T) {
	const guideHead = "[guide]\ntitle = \"足迹\"\nlanguages = [\"zh-Hans\"]\n\n[[site]]\n"
	for text, want := range map[string]string{
		"id = \"old\"\nname = \"门\"\n":                                      "id = \"new\"\nformer = [\"old\"]\nname = \"门\"\n",
		"  id         = 'old' # a\n  name       = \"门\"\n":                  "  id         = 'new' # a\n  former     = [\"old\"]\n  name       = \"门\"\n",
		"name = \"门\"\nid = \"old\"":                                        "name = \"门\"\nid = \"new\"\nformer = [\"old\"]",
		"id = \"old\"\r\nname = \"门\"\r\n":                                  "id = \"new\"\r\nformer = [\"old\"]\r\nname = \"门\"\r\n",
		"id = \"old\"\nname = \"门\"\nformer = []\n":                         "id = \"new\"\nname = \"门\"\nformer = [\"old\"]\n",
		"id = \"old\"\nname = \"门\"\nformer = [\"a\", # first\n  'b',\n]\n": "id = \"new\"\nname = \"门\"\nformer = [\"a\", # first\n  'b', \"old\",\n]\n",
		"id = \"old\"\nname = \"门\"\nformer = \"a\" # b\n":                  "id = \"new\"\nname = \"门\"\nformer = [\"a\", \"old\"] # b\n",
		"id = \"old\"\nname = \"门\"\nformer = 1\n":                          "id = \"new\"\nname = \"门\"\nformer = 1\n",
		"id = \"old\"\nname = \"门\"\n[site.former]\na = 1\n":                "id = \"new\"\nname = \"门\"\n[site.former]\na = 1\n",
		"id = \"old\"\nname = \"门\"\nformer = 'new'\n":                      "id = \"new\"\nname = \"门\"\nformer = 'old'\n",
		"id = \"old\"\nname = \"门\"\nformer = ['a', 'new']\n":               "id = \"new\"\nname = \"门\"\nformer = ['a', 'old']\n",
	} {
		project := fstest.MapFS{"sites.toml": {Data: []byte(guideHead + text)}}
		renamed, err := renamedProject(project, "site", "old", "new")
		if err != nil {
			t.Error(err)
			continue
		}
		if got := strings.TrimPrefix(string(renamed["sites.toml"].Data), guideHead); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"门。\n":                                  "+++\nformer = [\"old\"]\n+++\n门。\n",
		"":                                      "+++\nformer = [\"old\"]\n+++\n",
		"+++\n+++\n门。\n":                        "+++\nformer = [\"old\"]\n+++\n门。\n",
		"+++\n# a\ndraft = false\n+++\n门。":      "+++\nformer = [\"old\"]\n# a\ndraft = false\n+++\n门。",
		"\uFEFF+++\r\ntitle = \"a\"\r\n+++\r\n": "\uFEFF+++\r\ntitle = \"a\"\r\nformer = [\"old\"]\r\n+++\r\n",
	} {
		project := fstest.MapFS{"sites.toml": {Data: []byte(guideHead + "id = \"a\"\nname = \"a\"\n")}, "content/old.md": {Data: []byte(text)}}
		renamed, err := renamedProject(project, "page", "old", "new")
		if err != nil || renamed["content/new.md"] == nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := string(renamed["content/new.md"].Data); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// renamedProject returns a project after a renaming.
func renamedProject(project fstest.MapFS, kind, old, new string) (fstest.MapFS, error) {
	g, _, err := load.New(project, fstest.MapFS{}).Load(context.Background())
	if err != nil {
		return nil, err
	}
	r, err := New(g, kind, old, new)
	if err != nil {
		return nil, err
	}
	var problems diag.List
	moves, edits, err := r.Changes(project, &problems)
	if err != nil || len(problems) > 0 {
		return nil, errors.Join(err, fmt.Errorf("%v", problems))
	}
	edited := maps.Clone(project)
	for _, e := range edits {
		edited[e.Path] = &fstest.MapFile{Data: e.After}
	}
	after := fstest.MapFS{}
	record := journal.Record{Moves: moves}
	for file, data := range edited {
		after[record.After(file)] = data
	}
	return after, nil
}

// formerLine and emptyFront match what a renaming adds.
var (
	formerLine = regexp.MustCompile(`(?m)^former *= \[[^\]]*\]\r?\n`)
	emptyFront = regexp.MustCompile(`^(\x{FEFF}?)\+\+\+\r?\n\+\+\+\r?\n`)
)

// contents returns the files of a project without former ids.
func contents(project fstest.MapFS) map[string]string {
	all := map[string]string{}
	for file, f := range project {
		all[file] = emptyFront.ReplaceAllString(formerLine.ReplaceAllString(string(f.Data), ""), "$1")
	}
	return all
}

// TestThereAndBack renames things of random projects and back: the bytes are the same, but for
// former ids. In between nothing has the old id, and the loader finds the same problems.
func TestThereAndBack(t *testing.T) {
	for seed := range uint64(40) {
		project := randomProject(rand.New(rand.NewPCG(seed, 1)))
		for i, k := range Kinds {
			old := "t0"
			there, err := renamedProject(project, k.Name, old, "renamed")
			if err != nil {
				t.Fatalf("seed %d: %s: %v", seed, k.Name, err)
			}
			back, err := renamedProject(there, k.Name, "renamed", old)
			if err != nil {
				t.Fatalf("seed %d: %s back: %v", seed, k.Name, err)
			}
			if got, want := contents(back), contents(project); !maps.Equal(got, want) {
				for file := range want {
					if got[file] != want[file] {
						t.Errorf("seed %d: %s: %s is\n%s\nwant\n%s", seed, k.Name, file, got[file], want[file])
					}
				}
				t.Fatalf("seed %d: %s", seed, k.Name)
			}
			was, is := problemsOf(t, project), problemsOf(t, there)
			if was != is {
				t.Fatalf("seed %d: %s (%d): the problems are\n%s\nwere\n%s", seed, k.Name, i, is, was)
			}
		}
	}
}

// problemsOf returns the rules that the loader finds broken, with how often.
func problemsOf(t *testing.T, project fs.FS) string {
	t.Helper()
	_, problems, err := load.New(project, fstest.MapFS{}).Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]int{}
	for _, p := range problems {
		rules[p.Key]++
	}
	return fmt.Sprint(rules)
}

// randomProject returns a project in which two things of each kind refer to each other.
func randomProject(random *rand.Rand) fstest.MapFS {
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	id := func() string { return pick("t0", "t1", "t1", "unknown") }
	link := func() string {
		return pick("[a](", "![a](<", "<", "（", "`[a](", "\n[a]: ", "\n::: audio ", "\n::: audience ", "\n```\n[a](") +
			pick("site:", "site：", "route:", "page:", "person:", "event:", "series:", "../", "../sites/", "sites/", "people/", "series/", "../series/", "", "./") + id() +
			pick("", "#12", "/hall", ".md", ".en.md", "/index.md", "/photos/a.jpg", "-x") + pick(")", ">", ">)", "\n", "`", " \"t0\")")
	}
	text := func() string {
		var b strings.Builder
		for range random.IntN(4) {
			b.WriteString(link())
		}
		return b.String()
	}
	quoted := func() string { return `"` + strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(text()) + `x"` }
	files := map[string]string{}
	var sites strings.Builder
	sites.WriteString("[guide]\ntitle = \"足迹\"\nlanguages = [\"zh-Hans\", \"en\"] # t0\n")
	for _, one := range []string{"t0", "t1"} {
		fmt.Fprintf(&sites, "\n[[theme]]\nid%s = %q\nname = \"海\"\n\n[[audience]]\nname = \"人\"\nid = '%s'\n", pick("", "   "), one, one)
	}
	for _, one := range []string{"t0", "t1"} {
		fmt.Fprintf(&sites, "\n[[site]]\nid = %q\nname = \"t0\"\nthemes = [%q, # t0\n  '%s']\naccess = { zh-Hans = %s }\n\n[[site.hall]]\nid = \"hall\"\nname = \"厅\"\ntext = %s\n", one, id(), id(), quoted(), quoted())
		fmt.Fprintf(&sites, "\n[[notice]]\n%s = %q\nfrom = 2026-01-01\ntext = %s\n", pick("site", "route"), id()+pick("", "/hall"), quoted())
		files["routes/"+one+".toml"] = fmt.Sprintf("title = \"t0\"\nthemes = [%q]\naudiences = [%q]\nsummary = '''\n%s'''\n\n[[stop]]\nsite = %q\ninstead = %q\nstory = %s\n", id(), id(), strings.ReplaceAll(text(), "'", ""), id()+pick("", "/hall"), id(), quoted())
		front := pick("", "+++\n+++\n", "+++\nsummary = \"t0\"\n+++\n", "+++\nthemes = [\"t0\"]\ntitle = \"t\"\n+++\n")
		files["content/"+one+".md"] = front + text()
		files[pick("content/sites/"+one+".md", "content/sites/"+one+"/index.md")] = text()
		files["content/sites/"+one+pick(".en", "/index.en")+".md"] = text()
		files["content/people/"+one+".md"] = "+++\nname = \"t0\"\n+++\n" + text()
		files["content/programme/"+one+".md"] = fmt.Sprintf("+++\ntitle = \"t0\"\nstart = 2026-12-02\nsite = %q\naudiences = [%q]\n+++\n%s", id()+pick("", "/hall"), id(), text())
		files["content/series/"+one+pick("", "/index")+".md"] = fmt.Sprintf("+++\ntitle = \"t0\"\naudiences = [%q]\n\n[[part]]\nevent = %q\n\n[[question]]\nkind = \"open\"\nprompt = %s\n+++\n%s", id(), id(), quoted(), text())
	}
	files["sites.toml"] = sites.String()
	project := fstest.MapFS{}
	for name, text := range files {
		if random.IntN(8) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if random.IntN(8) == 0 {
			text = mark + text
		}
		project[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return project
}

// TestOwn checks that every file of a thing moves.
func TestOwn(t *testing.T) {
	project := fstest.MapFS{}
	for _, file := range []string{
		"content/sites/old/index.md", "content/sites/old.en.md", "content/sites/older.md", "content/sites/old-b/index.md", "content/sites/old.jpg",
		"sites.toml", "content/old.md", "routes/old.toml",
	} {
		project[file] = &fstest.MapFile{}
	}
	project["sites.toml"] = &fstest.MapFile{Data: []byte("[guide]\ntitle = \"a\"\nlanguages = [\"en\"]\n[[site]]\nid = \"old\"\nname = \"a\"\n")}
	renamed, err := renamedProject(project, "site", "old", "new")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"content/sites/new/index.md", "content/sites/new.en.md", "content/sites/older.md", "content/sites/old-b/index.md", "content/sites/old.jpg", "content/old.md", "routes/old.toml"} {
		if renamed[file] == nil {
			t.Errorf("%s does not exist", file)
		}
	}
	project["content/sites/new/index.md"] = &fstest.MapFile{}
	var refused *RefusedError
	if _, err := renamedProject(project, "site", "old", "new"); !errors.As(err, &refused) || refused.Reason != TakenFile {
		t.Error(err)
	}
}

// FuzzMarkdown changes the links of any text and changes them back.
func FuzzMarkdown(f *testing.F) {
	for _, text := range []string{"[a](site:old) `x` <site:old>", "```\n~~~\n[a]: ../old.md", "::: audio ../old/a.mp3\n", "[a](site：old#1)\\`"} {
		f.Add(text, "content/sites/x")
	}
	f.Fuzz(func(t *testing.T, text, dir string) {
		if strings.Contains(text, "never") || !fs.ValidPath(dir) || path.Clean(dir) != dir {
			return
		}
		there, back := &Renaming{Kind: *KindOf(guide.SiteKind), Old: "old", New: "never"}, &Renaming{Kind: *KindOf(guide.SiteKind), Old: "never", New: "old"}
		changed := apply(text, there.markdown(text, dir))
		if got := apply(changed, back.markdown(changed, dir)); got != text {
			t.Errorf("%q became %q and %q", text, changed, got)
		}
		if strings.ReplaceAll(changed, "never", "old") != text {
			t.Errorf("%q became %q", text, changed)
		}
	})
}
