package diag

import "maps"

// catalogue holds every sentence that Wayside says about a project, by key.
// It is one table in several files, a file a stage, so that none grows long.
// A test holds it against the keys in the source: none missing, none unused,
// the same arguments in both languages, and a section of docs/rules.md and a
// testscript session for every rule.
var catalogue = union(fileMessages, registryMessages, textMessages, guideMessages, photoMessages, outputMessages)

func union(tables ...map[string]message) map[string]message {
	all := map[string]message{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// terms are the names of things that a message can be about, in English and
// in Chinese.
var terms = map[Term][2]string{
	"site":     {"site", "地点"},
	"hall":     {"hall", "展厅"},
	"route":    {"route", "路线"},
	"page":     {"page", "页面"},
	"theme":    {"theme", "主题"},
	"audience": {"audience", "对象"},
}
