package theme_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/nodetest"
	"wayside/internal/theme"
)

const english = guide.Lang("en")

// builtIn returns the built-in theme with a project's files added or replaced.
func builtIn(t *testing.T, project map[string]string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, part := range theme.Parts() {
		file := theme.Dir + "/" + part
		data, err := fs.ReadFile(wayside.Theme, file)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = &fstest.MapFile{Data: data}
	}
	for file, text := range project {
		files[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// assembled assembles a theme with the given words.
func assembled(files fs.FS, words guide.Words) (*theme.Assets, diag.List) {
	var problems diag.List
	assets := theme.Assemble(theme.Options{Files: files, Languages: []guide.Lang{english}, Words: map[guide.Lang]guide.Words{english: words}}, &problems)
	return assets, problems
}

func textOf(t *testing.T, assets *theme.Assets, address string) string {
	t.Helper()
	for _, f := range assets.Files {
		if f.Address == address {
			return f.Text
		}
	}
	t.Fatalf("no file has the address %q", address)
	return ""
}

// TestBuiltIn checks that every file of the built-in theme is a part and that no
// part is missing.
func TestBuiltIn(t *testing.T) {
	assets, problems := assembled(wayside.Theme, nil)
	for _, p := range problems {
		t.Error(p.Place.File, ": ", p.Message(diag.English))
	}
	for _, f := range assets.Files {
		if strings.HasSuffix(f.Address, ".css") && strings.Count(f.Text, "{") != strings.Count(f.Text, "}") {
			t.Errorf("%s has a block that does not end", f.Address)
		}
		if dir, name := path.Split(f.Address); dir != "assets/" || len(strings.Split(name, ".")) != 3 {
			t.Errorf("the address %q does not contain a hash", f.Address)
		}
	}
}

// TestWords checks that the words of a script are a constant in it, even if a
// project's part contains the constant's name in a comment.
func TestWords(t *testing.T) {
	files := builtIn(t, map[string]string{"static/theme/shared/page.js": "// WORDS are what a reader sees, and $& is no pattern.\nself.seen = words[\"new-version\"]; // WORDS"})
	assets, problems := assembled(files, guide.Words{"new-version": "“new” $& </script>\u2028", "new-version-later": "later", "other": "not its own"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := nodetest.Run[map[string]any](t, `
		const self = {}, document = { documentElement: {}, getElementById: () => null, querySelectorAll: () => [] };
		new Function("self", "document", input)(self, document);
		return { seen: self.seen, wayside: typeof self.wayside, words: input.includes("not its own") };`, textOf(t, assets, assets.Script("page", english)))
	if got["seen"] != "“new” $& </script>\u2028" || got["wayside"] != "object" || got["words"] != false {
		t.Errorf("the script has the values %q", got)
	}
}

// TestUnread checks that files that replace nothing are reported, with the new name
// of a part that was moved, and that files of file managers are not.
func TestUnread(t *testing.T) {
	_, problems := assembled(builtIn(t, map[string]string{
		"static/theme/pack.js": "", "static/theme/shared/pgae.js": "", "static/theme/photo.png": "", "static/theme/.DS_Store": "", "static/theme/map/Thumbs.db": "",
	}), nil)
	got := map[string]string{}
	for _, p := range problems {
		got[p.Place.File] = p.Key + " " + p.Nearest
		if p.Key == "theme-file/moved" {
			got[p.Place.File] += p.Args[0].(string)
		}
	}
	want := map[string]string{
		"static/theme/pack.js": "theme-file/moved static/theme/offline/saving.js", "static/theme/shared/pgae.js": "theme-file shared/page.js", "static/theme/photo.png": "theme-file ",
	}
	if len(got) != len(want) || len(problems) != len(want) {
		t.Errorf("%q, want %q", got, want)
	}
	for file, problem := range want {
		if got[file] != problem {
			t.Errorf("%s: %q, want %q", file, got[file], problem)
		}
	}
}

// TestMoved checks that each file that the theme had before it had folders is mapped
// to a part of the same kind.
func TestMoved(t *testing.T) {
	for _, name := range strings.Fields("base.css cards.css export.css find.js fold.js frame.css handout.css handout.js light.js map.css map.js offline.css pack.js page.js " +
		"planner.js print.css route.css save.js say.js search.css search.js site.css text.css timetable.js vault.js worker.js") {
		_, problems := assembled(builtIn(t, map[string]string{"static/theme/" + name: ""}), nil)
		if len(problems) != 1 || problems[0].Key != "theme-file/moved" {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		now := strings.TrimPrefix(problems[0].Args[0].(string), theme.Dir+"/")
		if !slices.Contains(theme.Parts(), now) || path.Ext(now) != path.Ext(name) {
			t.Errorf("%s is mapped to %s, which is not a part", name, now)
		}
	}
}

// TestMissing checks that a missing part is reported.
func TestMissing(t *testing.T) {
	files := builtIn(t, nil)
	delete(files, "static/theme/map/map.css")
	_, problems := assembled(files, nil)
	if len(problems) != 1 || problems[0].Key != "file-unreadable" || problems[0].Place.File != "static/theme/map/map.css" {
		t.Errorf("%v", problems)
	}
}

// TestStyles checks which stylesheets pages load, and their order.
func TestStyles(t *testing.T) {
	var problems diag.List
	assets := theme.Assemble(theme.Options{
		Files: wayside.Theme, Languages: []guide.Lang{english}, Colours: ".theme-a{--theme:#abc}",
		Sheets: []theme.Sheet{{Name: "code", Kinds: []string{"code"}, Text: "code{}"}, {Name: "none", Kinds: []string{"home"}}},
	}, &problems)
	names := func(addresses []string) string {
		var all []string
		for _, a := range addresses {
			name, _, _ := strings.Cut(path.Base(a), ".")
			all = append(all, name)
		}
		return strings.Join(all, " ")
	}
	for kinds, want := range map[string]string{"home": "lists", "route": "wayside map route", "site": "lists map site", "page code": "wayside code", "nothing": ""} {
		if got := names(assets.Styles(strings.Fields(kinds)...)); got != want {
			t.Errorf("%s loads %q, want %q", kinds, got, want)
		}
	}
	for _, address := range assets.Styles("home", "page") {
		if text := textOf(t, assets, address); strings.Count(text, "--theme:#abc") != 1 {
			t.Errorf("%s contains the guide's colours %d times", address, strings.Count(text, "--theme:#abc"))
		}
	}
}

// TestKindsHaveStyles checks that the table of stylesheets lists every kind of
// page once: a kind that it lacks would have no styles at all.
func TestKindsHaveStyles(t *testing.T) {
	var problems diag.List
	assets := theme.Assemble(theme.Options{Files: wayside.Theme, Languages: []guide.Lang{english}}, &problems)
	layouts, err := fs.Glob(wayside.Theme, "layouts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, layout := range layouts {
		kind := strings.TrimSuffix(path.Base(layout), ".html")
		if kind == "base" || kind == "parts" {
			continue
		}
		whole := 0
		for _, address := range assets.Styles(kind) {
			if strings.Contains(textOf(t, assets, address), ":root{") || strings.Contains(textOf(t, assets, address), ":root {") {
				whole++
			}
		}
		if whole != 1 {
			t.Errorf("pages of the kind %q load the styles that every page needs %d times: see sheets in parts.go", kind, whole)
		}
	}
}

// TestOneName checks that the scripts of each kind of page, and of the worker,
// declare only one global name.
func TestOneName(t *testing.T) {
	kinds := map[string][]string{
		"home": {"page"}, "route": {"page", "route", "audience", "pack", "pairs", "walk", "map"}, "site": {"page", "along", "map"}, "saved": {"page", "saved"}, "search": {"page", "search"}, "handout": {"page", "handout", "audience", "planner"}, "worker": {"worker"},
		"all": {"page", "route", "pack", "saved", "walk", "along", "map", "search", "audience", "handout", "planner"},
	}
	texts := map[string][]string{}
	for kind, scripts := range kinds {
		for _, script := range scripts {
			texts[kind] = append(texts[kind], nodetest.Published(t, script))
		}
	}
	got := nodetest.Run[map[string][]string](t, `
		const vm = require("vm");
		const setUp = `+"`"+`
			var self = globalThis, words = {};
			var location = new URL("https://guide.example/index.html"), navigator = {}, isSecureContext = false;
			var IntersectionObserver = class {}, addEventListener = () => {}, document = {
				currentScript: { src: "https://guide.example/assets/a.js" }, documentElement: { lang: "en", classList: { contains: () => false } },
				getElementById: () => null, querySelector: () => null, querySelectorAll: () => [],
			};
		`+"`"+`;
		const names = (context, text) => [...new Set(text.match(/[A-Za-z_$][\w$]*/g))].filter(name => {
			try { return vm.runInContext("typeof " + name, context) !== "undefined"; } catch (error) { return false; } // a keyword
		});
		const declared = {};
		for (const [kind, scripts] of Object.entries(input)) {
			const build = kind === "worker" ? "var wayside = { build: {} };" : "";
			const before = vm.createContext({ URL }), after = vm.createContext({ URL });
			for (const context of [before, after]) vm.runInContext(setUp + build, context);
			for (const script of scripts) vm.runInContext(script, after);
			const known = names(before, scripts.join(""));
			declared[kind] = names(after, scripts.join("")).filter(name => !known.includes(name))
				.concat(Object.keys(after).filter(name => !(name in before)));
		}
		declared.probe = names(vm.createContext({ known: 1 }), "known = unknown"); // checks that the test detects a declared name
		return declared;`, texts)
	for kind := range kinds {
		want := []string{"wayside", "wayside"} // in the text of the scripts, and as a property of the global object
		if kind == "worker" {
			want = nil
		}
		if !slices.Equal(got[kind], want) {
			t.Errorf("the scripts of %s declare %q", kind, got[kind])
		}
	}
	if !slices.Equal(got["probe"], []string{"known"}) {
		t.Errorf("the test detects %q in the probe", got["probe"])
	}
}

// TestTypes checks the types of the scripts with the TypeScript compiler, tsc, whose
// path is in WAYSIDE_TSC.
func TestTypes(t *testing.T) {
	tsc := os.Getenv("WAYSIDE_TSC")
	if tsc == "" {
		t.Skip("WAYSIDE_TSC is not set to the path of tsc")
	}
	checked := map[string]bool{}
	for _, config := range []string{"../../jsconfig.json", "types/worker.json"} {
		out, err := exec.Command(tsc, "--noEmit", "--listFiles", "-p", config).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", config, err, out)
		}
		for file := range strings.Lines(string(out)) {
			if _, part, ok := strings.Cut(filepath.ToSlash(strings.TrimSpace(file)), theme.Dir+"/"); ok {
				checked[part] = true
			}
		}
	}
	for _, part := range theme.Parts() {
		if path.Ext(part) != ".js" {
			continue
		}
		text, err := fs.ReadFile(wayside.Theme, theme.Dir+"/"+part)
		if err != nil {
			t.Fatal(err)
		}
		if part == "learn/jsqr.js" {
			continue // not ours: see TestDecoder
		}
		if !checked[part] || !strings.HasPrefix(string(text), "// @ts-check\n") {
			t.Errorf("%s is not checked", part)
		}
	}
}

// TestHeads checks that each stylesheet begins with a comment that names its pages.
func TestHeads(t *testing.T) {
	for _, part := range theme.Parts() {
		text, err := fs.ReadFile(wayside.Theme, theme.Dir+"/"+part)
		if err != nil {
			t.Fatal(err)
		}
		head, ok := strings.CutPrefix(strings.TrimPrefix(string(text), "// @ts-check\n"), "/* ")
		if !ok || !strings.Contains(strings.SplitN(head, "*/", 2)[0], ":") && !strings.HasPrefix(head, "The worker") {
			t.Errorf("%s does not begin with a comment that names its pages", part)
		}
	}
}
