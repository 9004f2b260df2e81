package build

import (
	"strings"
	"testing"
)

// TestEditionEdits checks edits of a guide with an edition that is made from another one.
func TestEditionEdits(t *testing.T) {
	t.Parallel()
	base := map[string]string{
		"sites.toml": "[guide]\ntitle = \"后来\"\nbase_url = \"https://guide.example.org/\"\nlanguages = [\"zh-Hans\", \"zh-Hant\"]\n" +
			"convert = { zh-Hant = \"zh-Hans\", region = \"tw\" }\n" +
			"\n[[site]]\nid = \"gate\"\nname = \"里门\"\n\n[[site.hall]]\nid = \"top\"\nname = \"顶\"\ntext = \"`软件`在**里面**。\"\n\n[[site]]\nid = \"tower\"\nname = \"钟楼\"\n",
		"content/index.md":            "+++\ntitle = \"首页\"\n+++\n钟楼里面。\n",
		"content/help.md":             "+++\ntitle = \"说明\"\n+++\n软件。\n",
		"content/terms.zh-Hant.toml":  "\"钟楼\" = \"鐘樓\"\n\"软件\" = \"軟件\"\n",
		"content/sites/gate/index.md": "门。\n\n::: audio bell.mp3\n:::\n",
		"content/sites/gate/bell.mp3": "ID3\x03\x00\x00\x00\x00\x00\x00",
		"content/sites/gate/bell.vtt": "WEBVTT\n\n00:00.100 --> 00:00.900\n钟声。\n",
		"routes/walk.toml":            "title = \"走一走\"\n\n[[stop]]\nsite = \"gate\"\n\n[[stop]]\nsite = \"tower\"\n",
	}
	replace := func(file, old, new string) func(map[string]string) {
		return func(files map[string]string) {
			if !strings.Contains(files[file], old) {
				t.Errorf("%s does not contain %q", file, old)
			}
			files[file] = strings.Replace(files[file], old, new, 1)
		}
	}
	for name, edit := range map[string]func(map[string]string){
		"a term":                  replace("content/terms.zh-Hant.toml", "軟件", "軟体"),
		"a term that nothing has": replace("content/terms.zh-Hant.toml", "软件", "硬件"),
		"all terms":               func(files map[string]string) { delete(files, "content/terms.zh-Hant.toml") },
		"a list of words": func(files map[string]string) {
			files["content/terms.toml"] = "[[term]]\nuse = \"主页\"\nnot = [\"软件\", \"首页\", \"钟楼\"]\n"
		},
		"the region":                 replace("sites.toml", `"tw"`, `"hk"`),
		"the edition":                replace("sites.toml", "convert =", "# convert ="),
		"a text":                     replace("content/help.md", "软件", "后来的软件"),
		"a title":                    replace("content/help.md", "说明", "后来"),
		"a name":                     replace("sites.toml", "钟楼", "钟塔"),
		"a name in its own language": replace("sites.toml", `"钟楼"`, `{ zh-Hans = "钟楼", zh-Hant = "鼓樓" }`),
		"the text of a hall":         replace("sites.toml", "里面", "后面"),
		"captions":                   replace("content/sites/gate/bell.vtt", "钟声", "后来"),
		"a page in its own language": func(files map[string]string) { files["content/help.zh-Hant.md"] = "說明。\n" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tryEdit(t, base, edit)
		})
	}
}
