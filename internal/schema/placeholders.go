package schema

import "strings"

// A Placeholder is a text that `wayside new` writes for an editor to replace. Its
// files have {name} in its place.
type Placeholder struct {
	Name string
	Text Words
	Body bool // it is in the text of a page, not in a field
}

// Placeholders are all of them. None may be a text that an editor would write.
var Placeholders = []Placeholder{
	{"address", Words{"https://your-guide.example.org/", "https://your-guide.example.org/"}, false},
	{"publisher", Words{"Who publishes this", "编写单位名称"}, false},
	{"theme-name", Words{"The theme's name", "主题名称"}, false},
	{"theme-summary", Words{"What its sites have in common.", "用一句话说明这些地点的共同之处。"}, false},
	{"site-name", Words{"The site's name", "地点名称"}, false},
	{"site-summary", Words{"One or two sentences for lists.", "列表里显示的一两句话。"}, false},
	{"site-text", Words{"Write the site's text here.", "在这里写这个地点的介绍。"}, true},
	{"site-task", Words{"What should pupils look for? Write a task here.", "在这里写一道让学生现场观察的任务。"}, true},
	{"person-name", Words{"The name of the person", "人物姓名"}, false},
	{"person-gloss", Words{"One sentence that says who it is.", "用一句话说明是谁。"}, false},
	{"person-text", Words{"Write here what visitors should know.", "在这里写读者想知道的事。"}, true},
	{"event-title", Words{"The title of the event", "活动名称"}, false},
	{"event-summary", Words{"One or two sentences about the event.", "用一两句话说明这个活动。"}, false},
	{"event-place", Words{"Where the event takes place", "活动场所"}, false},
	{"event-text", Words{"Write here what happens, and who comes.", "在这里写活动的内容。"}, true},
	{"series-title", Words{"The title of the series", "系列名称"}, false},
	{"series-summary", Words{"One or two sentences about the series.", "用一两句话说明这个系列。"}, false},
	{"part-title", Words{"The title of this part", "这一讲的名称"}, false},
	{"series-text", Words{"Write here what the series is about.", "在这里写这个系列讲什么。"}, true},
	{"home-summary", Words{"One sentence about this guide.", "用一句话说明这份指南。"}, false},
	{"home-text", Words{"Write here what a visitor should know first.", "在这里写参观者最先要知道的事。"}, true},
	{"route-title", Words{"The route's title", "路线名称"}, false},
	{"route-summary", Words{"What this route is about, in two or three sentences.", "用两三句话说明这条路线讲什么。"}, false},
	{"story", Words{"What this route has to say here.", "这条路线在这里讲什么。"}, false},
	{"prompt", Words{"A question for the worksheet?", "在这里写讲义上的一道题。"}, false},
	{"option", Words{"One answer", "第一个选项"}, false},
	{"other-option", Words{"Another answer", "第二个选项"}, false},
	{"explain", Words{"Why this is the answer.", "在这里写为什么是这个答案。"}, false},
}

// Filled replaces {name} by the placeholder in English or Chinese.
func Filled(text string, chinese bool) string {
	var pairs []string
	for _, p := range Placeholders {
		words := p.Text.EN
		if chinese {
			words = p.Text.ZH
		}
		pairs = append(pairs, "{"+p.Name+"}", words)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// BodyPlaceholders returns the placeholders in the texts of pages, in both languages.
// They are followed by advice in the same paragraph.
func BodyPlaceholders() [][]byte { return bodyPlaceholders }

var bodyPlaceholders = func() (all [][]byte) {
	for _, p := range Placeholders {
		if p.Body {
			all = append(all, []byte(p.Text.EN), []byte(p.Text.ZH))
		}
	}
	return all
}()

// IsPlaceholder reports whether a text is a placeholder in either language, with
// nothing before or after it.
func IsPlaceholder(text string) bool { return placeholders[strings.TrimSpace(text)] }

var placeholders = func() map[string]bool {
	all := map[string]bool{}
	for _, p := range Placeholders {
		all[p.Text.EN], all[p.Text.ZH] = true, true
	}
	return all
}()
