package diag

// pdfMessages are about printed handouts.
var pdfMessages = map[string]message{
	"pdf-page": {Error,
		"cannot print %[1]s: %[2]v", "%[1]s 打印失败：%[2]v",
		"open the page in a browser and print it there; if it is only slow, allow more time with --pdf-limit", "请在浏览器里打开这一页试着打印；如果只是慢，可用 --pdf-limit 延长时限"},
	"pdf-fonts": {Warning,
		"the fonts of this computer are embedded in PDFs as drawings: the files are larger, and some programs cannot search them", "这台电脑的字体在 PDF 里只能存成图形：文件变大，有些程序无法搜索文字",
		"list TrueType fonts under [guide]: print_fonts = [\"fonts/….ttf\"]", "请在 [guide] 下指定 TrueType 字体：print_fonts = [\"fonts/….ttf\"]"},
	"pdf-fonts/missing": {Warning,
		"no font of print_fonts has these characters, so they are drawings in the PDFs: %[1]s", "print_fonts 里的字体都没有这些字，它们在 PDF 里只能存成图形：%[1]s",
		"add a TrueType font that has them", "请再加一个含有这些字的 TrueType 字体"},
	"print-font": {Error,
		"%[1]q is not a readable font", "%[1]q 不是可读取的字体文件",
		"print_fonts requires static TrueType fonts (.ttf)", "print_fonts 只接受静态 TrueType 字体，即 .ttf 文件"},
	"print-font/postscript": {Error,
		"%[1]q has PostScript outlines, which are embedded in a PDF as drawings", "%[1]q 是 PostScript 曲线的字体，在 PDF 里只能存成图形",
		"use the TrueType version of the font, often in a folder called TTF", "请改用同一字体的 TrueType 版本，通常在名为 TTF 的文件夹里"},
	"print-font/collection": {Error,
		"%[1]q is a collection of fonts, which is embedded in a PDF as drawings", "%[1]q 一个文件里有多个字体，在 PDF 里只能存成图形",
		"use the files of the single fonts (.ttf)", "请改用单个字体的文件，扩展名是 .ttf"},
	"print-font/variable": {Error,
		"%[1]q is a variable font, which is embedded in a PDF as drawings", "%[1]q 是可变字体，在 PDF 里只能存成图形",
		"use the static files of the font, one per weight", "请改用该字体的静态文件，每种粗细一个"},
}
