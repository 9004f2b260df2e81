package diag

// textMessages are told by internal/markdown and by whoever follows the
// links it returns: what only a page's text can show.
var textMessages = map[string]message{
	"broken-link/scheme": {Error,
		"the link %[1]q starts with an unknown kind of target", "链接 %[1]q 的开头不是认识的种类",
		"write site:, route:, page:, a path to a .md file, or a full address with https://",
		"请写 site:、route:、page:、指向 .md 文件的路径，或以 https:// 开头的完整网址"},
}
