package convert

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Traditional Chinese is written with corner brackets: “ becomes 「, and ‘ inside it 『. All
// of these marks have three bytes in UTF-8, so that places in a text do not move.
var (
	corners = map[rune]rune{'“': '「', '”': '」', '‘': '『', '’': '』'}
	curled  = map[rune]rune{'「': '“', '」': '”', '『': '‘', '』': '’'}
)

// curl replaces corner brackets, which only Chinese text has.
func curl(text string) string {
	return strings.Map(func(r rune) rune {
		if mark, ok := curled[r]; ok {
			return mark
		}
		return r
	}, text)
}

// corner replaces the quotation marks of Chinese text by corner brackets. English ones and
// apostrophes stay. chinese says whether what is before and after the text is Chinese.
func corner(text string, chinese bool) string {
	if !strings.ContainsAny(text, "“”‘’") {
		return text
	}
	c := cornering{text: text, chinese: chinese, out: []byte(text)}
	for i, r := range text {
		switch r {
		case '“', '‘':
			c.open = append(c.open, opened{i, r, c.han})
		case '”', '’':
			c.close(i, r)
		default:
			if unicode.Is(unicode.Han, r) {
				c.han++
			}
		}
	}
	for _, o := range c.open {
		c.single(o.at, o.mark)
	}
	return string(c.out)
}

// A cornering is a text while its quotation marks are replaced.
type cornering struct {
	text    string
	chinese bool
	out     []byte
	open    []opened
	han     int // Han characters up to here
}

// An opened is an opening mark whose end was not found yet.
type opened struct {
	at   int
	mark rune
	han  int // Han characters before it
}

// close handles a closing mark: it ends the last quotation, or is an apostrophe, or what it
// ends is in another piece of the text.
func (c *cornering) close(at int, mark rune) {
	n := len(c.open) - 1
	if n < 0 || (c.open[n].mark == '“') != (mark == '”') {
		c.single(at, mark)
		return
	}
	o := c.open[n]
	if mark == '’' && c.within(at) && c.han == o.han {
		return // ‘the keeper’s island’
	}
	c.open = c.open[:n]
	if c.han > o.han || c.besideChinese(o.at, at) {
		inner := mark == '”' && n > 0 && c.open[n-1].mark == '“' // “…“…”…”
		c.set(o.at, o.mark, inner)
		c.set(at, mark, inner)
	}
}

// single handles a mark without its counterpart.
func (c *cornering) single(at int, mark rune) {
	if !c.chinese || c.within(at) || mark == '’' && isLatin(c.before(at)) {
		return
	}
	if c.besideChinese(at, at) {
		c.set(at, mark, false)
	}
}

func (c *cornering) set(at int, mark rune, inner bool) {
	to := corners[mark]
	if inner {
		to = map[rune]rune{'「': '『', '」': '』'}[to]
	}
	utf8.EncodeRune(c.out[at:], to)
}

// besideChinese reports whether Chinese text precedes the mark at from or follows the one at
// to.
func (c *cornering) besideChinese(from, to int) bool {
	return c.isChinese(c.before(from)) || c.isChinese(c.after(to))
}

// isChinese reports whether r is of Chinese text; 0 is the end of this one.
func (c *cornering) isChinese(r rune) bool {
	if r == 0 {
		return c.chinese
	}
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || strings.ContainsRune("“”‘’—…", r) && c.chinese
}

// within reports whether the mark at a place is between two letters: an apostrophe.
func (c *cornering) within(at int) bool { return isLatin(c.before(at)) && isLatin(c.after(at)) }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' }

func (c *cornering) before(at int) rune {
	r, size := utf8.DecodeLastRuneInString(c.text[:at])
	if size == 0 {
		return 0
	}
	return r
}

func (c *cornering) after(at int) rune {
	r, size := utf8.DecodeRuneInString(c.text[at+len("“"):])
	if size == 0 {
		return 0
	}
	return r
}
