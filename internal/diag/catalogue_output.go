package diag

// outputMessages are about what a build writes and where.
var outputMessages = map[string]message{
	"address-collision": {Error,
		"duplicate address %[1]q: also claimed by %[2]s", "地址 %[1]q 重复：%[2]s 也用了它",
		"change the name or id of one of them", "请给其中一个改名或换编号"},
	"windows-name": {Warning,
		"the name %[1]q is reserved in Windows, which cannot hold this file or folder", "名称 %[1]q 是 Windows 的保留名称，Windows 里不能有这样的文件或文件夹",
		"change the id, or the name of the file", "请换一个编号或文件名"},
	"windows-name/characters": {Warning,
		"the file name %[1]q is not possible in Windows", "Windows 里不能有名为 %[1]q 的文件",
		`rename the file, without < > : " \ | ? * and without a dot or space at its end`, "请给文件改名：不要用 < > : \" \\ | ? *，结尾不要有点和空格"},
	"foreign-file": {Error,
		"this file was not written by a build and is not touched", "这个文件不是 Wayside 生成的，所以没有改动",
		"move it elsewhere; files for the website belong in static/", "请把它移走；要放上网站的文件请放进 static/"},
	"foreign-file/changed": {Error,
		"this file was changed since it was built and is not touched", "这个文件生成之后被人改过，所以没有改动",
		"make the change in content/ or layouts/ instead, then delete this file", "请到 content/ 或 layouts/ 里去改，然后删除这个文件"},
	"theme-file": {Warning,
		"%[1]q is not a file of the theme, so it is not used", "主题里没有 %[1]q 这个文件，不会用到它",
		"docs/theme.md lists the files that a project may replace; other files belong in static/", "项目可以替换的文件见 docs/theme.md；其他文件请放进 static/"},
	"theme-file/moved": {Warning,
		"the theme no longer has this file, so it is not used", "主题里已经没有这个文件，不会用到它",
		"it is now %[1]s: move your changes there", "它现在是 %[1]s，请把您的修改移过去"},
	"minify": {Warning,
		"cannot minify %[1]s: %[2]s", "%[1]s 无法压缩：%[2]s",
		"it is published unchanged; look for an unclosed tag or bracket", "会原样发布；请检查是否有没闭合的标签或括号"},
}
