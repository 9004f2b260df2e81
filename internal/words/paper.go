package words

import "strconv"

// Paper returns how much paper a print takes: "10 pages, 5 sheets × 40 = 200 sheets".
// A sheet has two pages, or four of a booklet. Copies below two are not counted.
func (w Words) Paper(pages int, booklet bool, copies int) string {
	each := 2
	if booklet {
		each = 4
	}
	sheets := (pages + each - 1) / each
	key := "paper"
	if copies > 1 {
		key = "paper-copies"
	}
	return w.Fill(key, "pages", w.Count("paper-pages", pages), "sheets", w.Count("paper-sheets", sheets),
		"copies", strconv.Itoa(copies), "total", w.Count("paper-sheets", sheets*copies))
}
