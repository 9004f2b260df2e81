package merge

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wayside/internal/diag"
)

var theme = fstest.MapFS{
	"layouts/words/zh-Hans.toml": {Data: []byte("home = \"首页\"\n")},
	"layouts/words/en.toml":      {Data: []byte("home = \"Home\"\n")},
}

const head = "[guide]\ntitle = \"指南\"\nlanguages = [\"zh-Hans\", \"en\"]\ncountry = \"CN\"\n"

// importFile imports a file into a project and applies the changes.
func importFile(project fstest.MapFS, file, text string) (*Result, fstest.MapFS, diag.List) {
	var problems diag.List
	r, err := Import(context.Background(), file, []byte(text), Options{Project: project, Theme: theme}, &problems)
	if err != nil {
		panic(err)
	}
	next := fstest.MapFS{}
	for name, f := range project {
		next[name] = f
	}
	if r.Refused {
		r = nil
	} else {
		for _, c := range r.Changes {
			next[c.Path] = &fstest.MapFile{Data: c.After}
		}
	}
	return r, next, problems
}

// sites are tables of a registry, rows of an imported table, and the results.
var sites = []struct{ name, site, row, want string }{
	{"a column is kept", "[[site]]\nid            = \"kaishan\"\nname          = \"开山岛\" # 岛\n\n# below\n[[site.hall]]\nid = \"a\"\nname = \"厅\"\n", "开山岛,,海路1号,0518",
		"[[site]]\nid            = \"kaishan\"\nname          = \"开山岛\" # 岛\naddress       = \"海路1号\"\nphone         = \"0518\"\n\n# below\n[[site.hall]]\nid = \"a\"\nname = \"厅\"\n"},
	{"an indent, CRLF, no last line end", "[[site]]\r\n  id = \"kaishan\"\r\n  name = \"开山岛\"", "开山岛,,海路,",
		"[[site]]\r\n  id = \"kaishan\"\r\n  name = \"开山岛\"\r\n  address = \"海路\""},
	{"a string gets a language", "[[site]]\nname = '开山岛' # 岛\nid = \"kaishan\"\n", "开山岛,\"Kaishan \"\"Isle\"\"\",,",
		"[[site]]\nname = { zh-Hans = '开山岛', en = \"Kaishan \\\"Isle\\\"\" } # 岛\nid = \"kaishan\"\n"},
	{"a table gets a language", "[[site]]\nid = \"kaishan\"\nname = {zh-Hans=\"开山岛\"}\n", "开山岛,Kaishan,,",
		"[[site]]\nid = \"kaishan\"\nname = {zh-Hans=\"开山岛\", en = \"Kaishan\"}\n"},
	{"a dotted key stays", "[[site]]\nid = \"kaishan\"\nname.zh-Hans = \"开山岛\"\n", "开山岛,Kaishan,,", "[[site]]\nid = \"kaishan\"\nname.zh-Hans = \"开山岛\"\n"},
	{"an empty value stays", "[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\nphone = \"\"\n", "开山岛,,,0518", "[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\nphone = \"\"\n"},
	{"a separate table is kept", "[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\n[site.address]\nzh-Hans = \"海路\"\n", "开山岛,,海路,0518",
		"[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\nphone = \"0518\"\n[site.address]\nzh-Hans = \"海路\"\n"},
	{"a list of many lines", "[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\nsources = [\n  \"a\", # [[site]]\n]\n# end\n", "开山岛,,,0518",
		"[[site]]\nid = \"kaishan\"\nname = \"开山岛\"\nsources = [\n  \"a\", # [[site]]\n]\nphone   = \"0518\"\n# end\n"},
	{"a new one", "# none\n", "开山岛,Kaishan,海路,", "# none\n\n[[site]]\nid      = \"kaishan\"\nname    = { zh-Hans = \"开山岛\", en = \"Kaishan\" }\naddress = \"海路\"\n"},
}

func TestImport(t *testing.T) {
	for _, c := range sites {
		for _, bom := range []string{"", "\uFEFF"} {
			start := bom + head
			if strings.Contains(c.site, "\r\n") {
				start = strings.ReplaceAll(start, "\n", "\r\n")
			}
			project := fstest.MapFS{"sites.toml": {Data: []byte(start + c.site)}}
			table := "名称,英文名,地址,电话\n" + c.row + "\n"
			r, next, problems := importFile(project, "a.csv", table)
			if r == nil {
				t.Errorf("%s: %v", c.name, reported(problems))
				continue
			}
			if got := string(next["sites.toml"].Data); got != start+c.want {
				t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
			}
			if r, _, _ = importFile(next, "a.csv", table); r == nil || len(r.Changes) > 0 {
				t.Errorf("%s: a second import changed %+v", c.name, r)
			}
		}
	}
}

func reported(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Line(diag.English))
	}
	return all
}

// TestRoute adds the missing stops to an existing route that returns to its start.
func TestRoute(t *testing.T) {
	const gpx = `<gpx><rte><name>守海</name><rtept lat="34.5" lon="119.8"><name>甲</name></rtept><rtept lat="34.6" lon="119.8"><name>乙</name></rtept><rtept lat="34.5" lon="119.8"><name>甲</name></rtept></rte></gpx>`
	const old = "title = \"守海\"\r\n\r\n# 第一站\r\n[[stop]]\r\nsite = \"jia\"\r\n[[stop]]\r\nsite = \"jia\"\r\n"
	_, next, problems := importFile(fstest.MapFS{"sites.toml": {Data: []byte(head + "[[site]]\nid = \"jia\"\nname = \"甲\"\n")}, "routes/guard.toml": {Data: []byte(old)}}, "a.gpx", gpx)
	if got := string(next["routes/guard.toml"].Data); got != old+"\r\n[[stop]]\r\nsite = \"yi\"\r\n" {
		t.Errorf("%q %v", got, reported(problems))
	}
	if r, _, _ := importFile(next, "a.gpx", gpx); r == nil || len(r.Changes) > 0 {
		t.Errorf("a second import changed %+v", r)
	}
}

// TestUnreadable checks that an import into a registry that cannot be read reports an
// error.
func TestUnreadable(t *testing.T) {
	for name, registry := range map[string]string{
		"toml-syntax": head + "[[site]]\nid = \"a\nname = \"b\"\n", "file-encoding": "\xff\xfe[", "registry-missing": "",
	} {
		project := fstest.MapFS{"sites.toml": {Data: []byte(registry)}}
		if registry == "" {
			project = fstest.MapFS{}
		}
		r, _, problems := importFile(project, "a.csv", "name\na\n")
		if r != nil || len(problems) == 0 || problems[0].Rule() != name {
			t.Errorf("%s: %+v %v", name, r, reported(problems))
		}
	}
}

// TestRandom checks with random registries and tables that no byte of the registry
// is lost, that the table's sites exist afterwards, and that a second import
// changes nothing.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	for i := range 400 {
		registry, table := random(r)
		project := fstest.MapFS{"sites.toml": {Data: []byte(registry)}}
		result, next, problems := importFile(project, "a.csv", table)
		if result == nil {
			if errors, _ := problems.Count(); errors == 0 {
				t.Fatalf("%d: no result and no error", i)
			}
			continue
		}
		for _, c := range result.Changes {
			if !within(c.Before, c.After) {
				t.Fatalf("%d: %s lost bytes:\n%s\nbecame\n%s", i, c.Path, c.Before, c.After)
			}
		}
		again, _, problems := importFile(next, "a.csv", table)
		if again == nil || len(again.Changes) > 0 {
			t.Fatalf("%d: again %+v %v\n%s\n%s", i, again, reported(problems), table, next["sites.toml"].Data)
		}
		if again.Unchanged != result.New+result.Completed+result.Unchanged {
			t.Fatalf("%d: %+v, then %+v", i, result, again)
		}
	}
}

// within reports whether b contains all bytes of a, in the same order.
func within(a, b []byte) bool {
	for _, c := range a {
		i := bytes.IndexByte(b, c)
		if i < 0 {
			return false
		}
		b = b[i+1:]
	}
	return true
}

// random returns a registry in the styles that editors use, and a table with some of
// its sites and some others.
func random(r *rand.Rand) (registry, table string) {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	eol := pick("\n", "\r\n")
	text := pick("", "\uFEFF") + "# 指南\n" + head
	for i := range r.IntN(6) {
		indent, equals := pick("", "  "), pick(" = ", "=", "      = ")
		text += pick("\n", "\n# --- 一组 ---\n\n", "") + "[[site]]" + pick("\n", " # 地点\n")
		text += fmt.Sprintf("%sid%s\"s%d\"\n", indent, equals, i)
		text += fmt.Sprintf("%sname%s%s%s\n", indent, equals, pick(fmt.Sprintf("\"地%d\"", i), fmt.Sprintf("{ zh-Hans = \"地%d\" }", i), fmt.Sprintf("{ zh-Hans = \"地%d\", en = \"Site %d\", }", i, i)), pick("", " # 名"))
		text += pick("", indent+"phone = '1'\n", indent+"stay = \"45m\"\n", indent+"location = { lat = 34.5, lon = 119.8 }\n", indent+"sources = [\n  \"a]\", # x\n]\n")
		text += pick("", "\n[[site.hall]]\nid = \"h\"\nname = \"厅\"\n", "# 完\n")
	}
	text = strings.ReplaceAll(text, "\n", eol)
	if r.IntN(3) == 0 {
		text = strings.TrimSuffix(text, eol)
	}
	table = "编号,名称,英文名,纬度,经度,坐标系,电话,停留,地址,路线,简介\n"
	for i := range 8 {
		if r.IntN(2) == 0 {
			continue
		}
		table += fmt.Sprintf("%s,地%d,%s,%s,%s,%s,%s,%s\n", pick("", "", fmt.Sprintf("s%d", i), fmt.Sprintf("x%d", i)), i, pick("", fmt.Sprintf("Site %d", i)),
			pick(",,", "34.5,119.8,GPS", "34.7,119.9,高德"), pick("", "1", "2"), pick("", "45m", "1小时"), pick("", "海路", "\"海\"\"路\"\"\n\\1号\"", "𠮷\u0001路"), pick("", "", "晨", "晨;午")+","+pick("", "一段话。", "\"两段\n*话*\"", "+++"))
	}
	return text, table
}

// TestTaken numbers ids of the same name, past those that exist.
func TestTaken(t *testing.T) {
	ids := taken{"gate": 1, "gate-2": 1, "gate-5": 1}
	got := []string{ids.free("gate"), ids.free("gate"), ids.free("tower"), ids.free("gate"), ids.free("tower"), ids.free("gate-3")}
	if want := []string{"gate-3", "gate-4", "tower", "gate-6", "tower-2", "gate-3-2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestOver lists and reads new and changed files.
func TestOver(t *testing.T) {
	o := newOver(fstest.MapFS{"routes/b.toml": {Data: []byte("b")}}, map[string][]byte{"routes/a.toml": []byte("a"), "routes/b.toml": []byte("B"), "sites.toml": []byte("s")})
	entries, err := fs.ReadDir(o, "routes")
	if err != nil || len(entries) != 2 || entries[0].Name() != "a.toml" {
		t.Errorf("%v %v", entries, err)
	}
	for name, want := range map[string]string{"routes/a.toml": "a", "routes/b.toml": "B", "sites.toml": "s"} {
		if data, err := fs.ReadFile(o, name); string(data) != want {
			t.Errorf("%s: %q %v", name, data, err)
		}
	}
}

// FuzzImport checks that, whatever the registry and the file contain, no byte of
// the registry is lost and a second import changes nothing.
func FuzzImport(f *testing.F) {
	for _, c := range sites {
		f.Add([]byte(head+c.site), []byte("名称,英文名,地址,电话\n"+c.row+"\n"))
	}
	f.Fuzz(func(t *testing.T, registry, table []byte) {
		project := fstest.MapFS{"sites.toml": {Data: registry}}
		r, next, _ := importFile(project, "a.csv", string(table))
		if r == nil {
			return
		}
		for _, c := range r.Changes {
			if !within(c.Before, c.After) {
				t.Fatalf("%q lost bytes: %q", c.Before, c.After)
			}
		}
		if again, _, problems := importFile(next, "a.csv", string(table)); again == nil || len(again.Changes) > 0 {
			t.Fatalf("%q\n%q\nagain %v", next["sites.toml"].Data, table, reported(problems))
		}
	})
}
