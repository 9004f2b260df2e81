package load

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/osm"
)

// loadTexts loads a project of a few files.
func loadTexts(t *testing.T, files map[string]string) (*guide.Guide, diag.List) {
	t.Helper()
	project := fstest.MapFS{}
	for name, text := range files {
		project[name] = &fstest.MapFile{Data: []byte(text)}
	}
	g, problems, err := New(project, wayside.Theme).Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return g, problems
}

const converting = "[guide]\ntitle = \"T\"\nlanguages = [\"zh-Hans\", \"zh-Hant\"]\nconvert = { zh-Hant = \"zh-Hans\", region = \"hk\" }\n"

func TestTermsInOrder(t *testing.T) {
	g, problems := loadTexts(t, map[string]string{
		"sites.toml":                 converting,
		"content/terms.zh-Hant.toml": "\"范\" = \"范\"\n\"后羿\" = \"后羿\" # 神话\n\"里\" = 1\n\" \" = \"x\"\n",
	})
	want := []guide.Term{
		{At: diag.Place{File: "content/terms.zh-Hant.toml", Line: 1, Column: 1}, Word: "范", By: "范"},
		{At: diag.Place{File: "content/terms.zh-Hant.toml", Line: 2, Column: 1}, Word: "后羿", By: "后羿"},
	}
	if !reflect.DeepEqual(g.Convert.Terms, want) {
		t.Errorf("the terms are %+v", g.Convert.Terms)
	}
	var keys []string
	for _, p := range problems {
		keys = append(keys, p.Key)
	}
	if got := strings.Join(keys, " "); !strings.Contains(got, "wrong-type") || !strings.Contains(got, "convert-term/empty") {
		t.Errorf("the problems are %s", got)
	}
}

// TestTermsUnused reports the terms of an edition that is not converted as a file without use.
func TestTermsUnused(t *testing.T) {
	g, problems := loadTexts(t, map[string]string{
		"sites.toml":                 strings.Replace(converting, "convert =", "# convert =", 1),
		"content/terms.zh-Hant.toml": "\"范\" = \"范\"\n",
	})
	if len(g.Convert.Terms) > 0 || len(problems) != 1 || problems[0].Key != "file-unused" {
		t.Errorf("the terms are %+v, the problems %v", g.Convert.Terms, problems)
	}
}

func TestWordings(t *testing.T) {
	g, problems := loadTexts(t, map[string]string{
		"sites.toml":         converting,
		"content/terms.toml": "[[term]]\nuse = \"a\"\nnot = [\"b\", \"\", \"c\"]\nwhy = \"d\"\n\n[[term]]\nuse = \"e\"\nnot = []\n",
	})
	want := []guide.Wording{{At: diag.Place{File: "content/terms.toml", Line: 1, Column: 1}, Use: "a", Not: []string{"b", "c"}, Why: "d"}}
	if !reflect.DeepEqual(g.Wordings, want) || len(problems) > 0 {
		t.Errorf("the list is %+v, the problems %v", g.Wordings, problems)
	}
}

// TestNamesToConvert leaves a name on the map to the conversion if its script is not known.
func TestNamesToConvert(t *testing.T) {
	g, _ := loadTexts(t, map[string]string{"sites.toml": converting})
	for _, c := range []struct {
		tags osm.Tags
		want int
	}{
		{osm.Tags{{Key: "name", Value: "里"}, {Key: "name:zh", Value: "里"}}, 1},
		{osm.Tags{{Key: "name", Value: "里"}, {Key: "name:zh-Hant", Value: "裏"}}, 2},
	} {
		if name := nameOf(g, c.tags); len(name) != c.want {
			t.Errorf("%v has the names %v", c.tags, name)
		}
	}
}
