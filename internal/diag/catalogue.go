package diag

import "maps"

// catalogue has every message about a project, by key. It is one table in several
// files, one per stage. Tests compare it with the keys in the source: none is
// missing and none unused, both languages have the same arguments, and every rule
// has a section in docs/rules.md and a testscript session.
var catalogue = union(eventMessages, peopleMessages, fileMessages, registryMessages, textMessages, guideMessages, photoMessages, outputMessages, pdfMessages, hoursMessages, trackMessages, mapMessages, timetableMessages, importMessages, visitMessages)

func union(tables ...map[string]message) map[string]message {
	all := map[string]message{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// terms are names that messages use, in English and in Chinese.
var terms = map[Term][2]string{
	"site":     {"site", "地点"},
	"hall":     {"hall", "展厅"},
	"route":    {"route", "路线"},
	"page":     {"page", "页面"},
	"person":   {"person or term", "人物或名词"},
	"event":    {"event", "活动"},
	"series":   {"series", "系列"},
	"theme":    {"theme", "主题"},
	"audience": {"audience", "对象"},
	"photo":    {"photo", "照片"},
	"standard": {"standard", "课程标准"},

	"alternative text": {"alternative text", "文字说明"},
	"credit":           {"credit", "作者"},
	"licence":          {"licence", "使用许可"},

	"Monday":    {"Monday", "星期一"},
	"Tuesday":   {"Tuesday", "星期二"},
	"Wednesday": {"Wednesday", "星期三"},
	"Thursday":  {"Thursday", "星期四"},
	"Friday":    {"Friday", "星期五"},
	"Saturday":  {"Saturday", "星期六"},
	"Sunday":    {"Sunday", "星期日"},

	"it took too long": {"it took too long", "用时过长"},
	"making its copies has ended the program three times": {"making its copies has ended the program three times", "处理它时程序已三次中断"},
	"another file has taken its place":                    {"another file has taken its place", "处理时它换成了别的文件"},

	"a string":                         {"a string in quotation marks", "引号里的文字"},
	"a text":                           {"a string, or a table of strings by language", "文字，或按语言分列的表"},
	"a whole number":                   {"an integer without quotation marks", "整数，不加引号"},
	"a number":                         {"a number without quotation marks", "数字，不加引号"},
	"true or false":                    {"true or false without quotation marks", " true 或 false，不加引号"},
	"a date":                           {"a date without quotation marks, such as 2026-10-14", "日期，不加引号，例如 2026-10-14"},
	"a year, a month or a date":        {"a year, a month or a date: 1898, \"1898-11\" or 1898-11-22", "年份、年月或日期，例如 1898、\"1898-11\" 或 1898-11-22"},
	"a date and a time":                {"a date and a time without quotation marks, such as 2026-12-02T15:00:00, or a date for a whole day", "日期和时刻，不加引号，例如 2026-12-02T15:00:00；全天的只写日期"},
	"a time of day":                    {"a time of day without quotation marks, such as 08:30:00", "时刻，不加引号，例如 08:30:00"},
	"a list":                           {"a list in square brackets", "方括号里的列表"},
	"a whole number or a list of them": {"an integer without quotation marks, or a list of them if several options are right: [1, 3]", "整数，不加引号；几个选项都对就写成列表：[1, 3]"},
	"a list of whole numbers":          {"a list of integers such as [2, 1, 3]", "整数列表，例如 [2, 1, 3]"},
	"a table":                          {"a table in curly brackets", "花括号里的表"},
	"a list of tables":                 {"a list of tables", "由表组成的列表"},
	"a list of two numbers":            {"a list of two numbers", "由两个数组成的列表"},
}
