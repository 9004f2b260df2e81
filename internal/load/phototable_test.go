package load

import (
	"testing"
	"testing/fstest"
)

// TestPhotoTableForgotten checks that a table is read again once it has changed, and
// that another language of the guide reads its columns again.
func TestPhotoTableForgotten(t *testing.T) {
	const registry, table = "sites.toml", "content/sites/a/photos/captions.csv"
	head := "[[site]]\nid = \"a\"\nname = \"甲\"\n"
	files := fstest.MapFS{
		registry:                         {Data: []byte("[guide]\ntitle = \"指南\"\nlanguages = [\"zh-Hans\"]\n" + head)},
		table:                            {Data: []byte("文件名,说明,说明_en\na.jpg,门,Gate\n")},
		"content/sites/a/photos/a.jpg":   {},
		"content/sites/a/captions.csv":   {Data: []byte("文件名,作者\nA,王某\n")}, // next to the page
		"content/sites/a/~$captions.csv": {},                               // of a spreadsheet program
	}
	l := New(files, fstest.MapFS{})
	caption := func() string {
		t.Helper()
		g, _, err := l.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, p := range g.Sites[0].Document.Photos[0].Caption {
			text += string(p.Lang) + "=" + p.Text + " "
		}
		for _, p := range g.Sites[0].Document.Photos[0].Credit {
			text += p.Text
		}
		return text
	}
	if got := caption(); got != "zh-Hans=门 王某" {
		t.Errorf("%q", got)
	}
	files[table] = &fstest.MapFile{Data: []byte("文件名,说明,说明_en\na.jpg,石门,Gate\n")}
	if got := caption(); got != "zh-Hans=门 王某" {
		t.Errorf("not forgotten: %q", got)
	}
	l.Forget(table)
	if got := caption(); got != "zh-Hans=石门 王某" {
		t.Errorf("forgotten: %q", got)
	}
	files[registry] = &fstest.MapFile{Data: []byte("[guide]\ntitle = \"指南\"\nlanguages = [\"zh-Hans\", \"en\"]\n" + head)}
	l.Forget(registry)
	if got := caption(); got != "zh-Hans=石门 en=Gate 王某" {
		t.Errorf("another language: %q", got)
	}
}
