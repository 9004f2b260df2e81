package markdown

import (
	"strings"
	"testing"
)

func TestDirectives(t *testing.T) {
	compare(t, []sample{
		{"note", "::: note\n带水。\n:::", `<div class="block note" role="group" aria-label="提示">
<p class="label">提示</p>
<p>带水。</p>
</div>`},
		{"own label", "::: task 观察 与记录 :::\n- 画图\n:::\n后文", `<div class="block task" role="group" aria-label="观察 与记录">
<p class="label">观察 与记录</p>
<ul>
<li>画图</li>
</ul>
</div>
<p>后文</p>`},
		{"audience", "::: audience secondary primary\n想一想\n:::", `<div class="audience" data-audience="secondary primary">
<p class="label">中学生、小学生</p>
<p>想一想</p>
</div>`},
		{"audio", "::: audio audio/keeper.mp3\n我守了三十二年。\n:::", `<audio src="audio/keeper.mp3" title=""></audio><p>我守了三十二年。</p>
`},
		{"no transcript", "::: audio a.mp3\n:::", `<audio src="a.mp3" title=""></audio>`},
		{"title", "::: video video/the oath.mp4  “宣誓” :::\n:::", `<video src="video/the oath.mp4" title="宣誓"></video>`},
		{"title in straight marks", "::: audio a.mp3 \"The \"keeper\"\"\n:::", `<audio src="a.mp3 &#34;The" title="keeper&#34;"></audio>`},
		{"a title alone", "::: audio “宣誓”\n:::", `<audio src="“宣誓”" title=""></audio>`},
		{"text after a player", "::: audio a.mp3\na\n:::\nb", "<audio src=\"a.mp3\" title=\"\"></audio><p>a</p>\n\n<p>b</p>"},
		{"after a paragraph, at the end of the file", "前文\n:::note\nx", `<p>前文</p>
<div class="block note" role="group" aria-label="提示">
<p class="label">提示</p>
<p>x</p>
</div>`},
		{"in a list", "- 一\n  ::: note\n  x\n  :::\n- 二", `<ul>
<li>一
<div class="block note" role="group" aria-label="提示">
<p class="label">提示</p>
<p>x</p>
</div>
</li>
<li>二</li>
</ul>`},
		{"code shows a fence", "::: note\n```\n:::\n```\n:::\n后", `<div class="block note" role="group" aria-label="提示">
<p class="label">提示</p>
<pre><code>:::
</code></pre>
</div>
<p>后</p>`},
		{"unknown keeps its text", "::: nota\n带水。\n:::", "<p>带水。</p>"},
	})
}

// TestNesting checks the names and depth of the blocks in a body.
func TestNesting(t *testing.T) {
	for source, want := range map[string]string{
		":::: note\n::: task\na\n:::\nb\n::::\nc":                    "note(task(a) b) c",
		"::: note\n::: task\na\n:::\nb\n:::\nc":                      "note(task(a) b) c",
		":::: note\n::: task\na\n::::\nc":                            "note(task(a)) c",
		"::::: note\n:::: task\n::: role\na\n:::\n::::\nb\n:::::\nc": "note(task(role(a)) b) c",
		"::: note\n> ::: task\n> a\n> :::\n> b\n:::\nc":              "note(>task(a) b) c",
		"::: note\n> ::: task\n> a\n:::\nc":                          "note(>task(a)) c",
		"::: note\n\n::: task\n\na\n\n:::\n\nb\n\n:::\n\nc":          "note(task(a) b) c",
		"> ::: note\n> a\n\nc":                                       ">note(a) c",
	} {
		got := render(source)
		for _, name := range []string{"note", "task", "role"} {
			label := request("").Label(name)
			got = strings.ReplaceAll(got, `<div class="block `+name+`" role="group" aria-label="`+label+"\">\n<p class=\"label\">"+label+"</p>\n", name+"(")
		}
		got = strings.NewReplacer("<p>", "", "</p>\n", " ", "</div>\n", ") ", "<blockquote>\n", ">", "</blockquote>\n", "").Replace(got)
		got = strings.TrimSpace(strings.ReplaceAll(got, " )", ")"))
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", source, got, want)
		}
	}
}

func FuzzDirective(f *testing.F) {
	for _, s := range []string{"::: note", ":::: a b\n::: c\n:::\n::::", ": : :\n:::\n", "> ::: x\n:::", "- ::: x\n  y\n:::", "：：： note", "    ::: x", "::: timeline\n- 1909 a\n- *1917–1920*\n  b\n:::", "::: then-now a b\nc"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, body string, colons int) {
		mark := strings.Repeat(":", 3+(colons&7))
		source := mark + " note\n" + body + "\n" + mark + "\n"
		html := render(source)
		if strings.Count(html, "<div") != strings.Count(html, "</div>") {
			t.Errorf("%q\n%s", source, html)
		}
	})
}
