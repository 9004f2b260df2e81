package markdown_test

import (
	"fmt"

	"wayside/internal/diag"
	"wayside/internal/markdown"
)

func ExampleRenderer_Render() {
	r := markdown.New(markdown.Options{})
	result := r.Render(markdown.Request{
		Parsed: r.Parse([]byte("守岛**“三十二年”**，见[开山岛](site:kaishan)。\n")),
		Place:  func(offset int) diag.Place { return diag.Place{File: "index.md", Line: 1, Column: offset + 1} },
		Lang:   "zh-Hans",
		Link: func(l markdown.Link) (href string, ok bool) {
			return "../sites/kaishan/index.html", true
		},
		Sections: true,
	})
	fmt.Print(result.HTML)
	fmt.Println(result.Sections[0].Text)
	// Output:
	// <p>守岛<strong>“三十二年”</strong>，见<a href="../sites/kaishan/index.html">开山岛</a>。</p>
	// 守岛“三十二年”，见开山岛。
}
