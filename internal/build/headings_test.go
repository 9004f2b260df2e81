package build

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wayside"
)

// TestHeadingsLikeParts has a heading in the text of each kind of page for every id of its
// layout, as "## Parts" in a series or "## Exhibition" at a site, and one for each hall: scripts
// and links look for the part, and find the first element of an id.
func TestHeadingsLikeParts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	project, public := filepath.Join(dir, "project"), filepath.Join(dir, "public")
	idOf := regexp.MustCompile(`\bid="?([^"{ >]+)[" >]`)
	headings := func(layout string) string {
		var text strings.Builder
		for _, name := range []string{"base", "parts", layout} {
			data, err := fs.ReadFile(wayside.Theme, "layouts/"+name+".html")
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range idOf.FindAllStringSubmatch(string(data), -1) {
				text.WriteString("\n## " + m[1] + "\n")
			}
		}
		return text.String()
	}
	for name, text := range map[string]string{
		"sites.toml":               "[guide]\ntitle = \"Gates\"\nlanguages = [\"en\"]\n\n[[site]]\nid = \"gate\"\nname = \"Gate\"\n\n[[site.hall]]\nid = \"main-hall\"\nname = \"Main hall\"\nnumber = 1\ntext = \"Words.\"\n",
		"content/index.md":         "[The hall](site:gate/main-hall)\n" + headings("home"),
		"content/about.md":         "+++\ntitle = \"About\"\n+++\n" + headings("page"),
		"content/sites/gate.md":    "[The hall](#main-hall)\n\n## Main hall\n" + headings("site"),
		"content/people/keeper.md": "+++\nname = \"Keeper\"\n+++\n" + headings("person"),
		"content/programme/day.md": "+++\ntitle = \"Day\"\nstart = 2026-12-02\nplace = \"Hall\"\n+++\n" + headings("event"),
		"content/series/all.md":    "+++\ntitle = \"All\"\n\n[[part]]\nevent = \"day\"\n+++\n" + headings("series"),
		"routes/walk.toml":         "title = \"Walk\"\n\n[[stop]]\nsite = \"gate\"\n",
	} {
		writeIn(t, project, name, text)
	}
	if _, problems, err := Build(context.Background(), Options{Project: project, Theme: stillTheme{wayside.Theme}, Out: public, Cache: filepath.Join(dir, "cache")}); err != nil {
		t.Fatal(err)
	} else if errors, _ := problems.Count(); errors > 0 {
		t.Fatal(lines(problems))
	}
	for _, page := range []string{"", "about/", "sites/gate/", "people/keeper/", "programme/day/", "programme/series/all/"} {
		html, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(page), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range idOf.FindAllStringSubmatch(string(html), -1) {
			if seen[m[1]] {
				t.Errorf("/%s has two elements with the id %q", page, m[1])
			}
			seen[m[1]] = true
		}
		if !seen["main-2"] {
			t.Errorf("the headings of /%s have no ids of their own", page)
		}
	}
}
