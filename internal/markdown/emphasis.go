package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasis parses *, _ and ~~ with a rule that also works in Chinese.
//
// In CommonMark, ** can close after punctuation only before a space or
// punctuation. Chinese has no spaces, so the stars of **“守岛”**的人 remain (issue
// 650 of commonmark/commonmark-spec; goldmark's CJK extension does not fix it).
// This parser follows the amendment specified by tats-u/markdown-cjk-friendly:
// punctuation of Chinese, Japanese and Korean never blocks a run, and other
// punctuation does not if a CJK character is on the other side of the run. As an
// addition, “ ” ‘ ’ … — · count as Chinese next to a Chinese character, so that
// **“守岛”**32年 is bold too. Text without such characters is unaffected.
//
// Notation with digits stays as it was typed: 9~11点, 12*8*3厘米, 长12*宽8, 2**10.
// Only two tildes strike out; marks between digits are text, and a single star
// does not open an emphasis after a digit. TestCommonMark lists the examples of the
// specification that change.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark, length := line[0], 1
	for length < len(line) && line[length] == mark {
		length++
	}
	left := leftOf(block)
	e := effortOf(pc)
	if e.block != parent {
		e.block, e.runs = parent, 0
	}
	e.runs++
	segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	right := rightOf(line[length:])
	if e.runs > maxRuns || length > maxRun || mark == '~' && length != 2 || notation(left, right, length) {
		return ast.NewTextSegment(segment) // as a whole, so that its characters are not tried again
	}

	opens := !right.space && (!right.blocks || left.space || left.punct || left.wide)
	closes := !left.space && (!left.blocks || right.space || right.punct || right.wide)
	if mark == '*' && length == 1 && left.digit {
		opens = opens && (right.punct || right.space)
	}
	if mark == '_' { // never inside a word
		opens, closes = opens && (!closes || left.punct), closes && (!opens || right.punct)
	}
	var processor parser.DelimiterProcessor = matching{}
	if mark == '~' {
		processor = strike{}
	}
	run := parser.NewDelimiter(opens, closes, length, mark, processor)
	run.Segment = segment
	pc.PushDelimiter(run)
	return run
}

// notation reports whether a run belongs to a notation such as 12*8 or 2**10, or
// A*3 if it is a single character.
func notation(left, right side, length int) bool {
	if length == 1 && (left.digit || right.digit) {
		return (left.digit || left.latin) && (right.digit || right.latin)
	}
	return left.digit && right.digit
}

// A side describes the characters on one side of a run.
type side struct {
	digit  bool // 0 to 9, or full-width
	latin  bool // a letter of ASCII
	space  bool // white space, or the end of the line
	punct  bool
	blocks bool // punctuation that is not Chinese
	wide   bool // a CJK character or CJK punctuation
}

func leftOf(block text.Reader) side {
	r := block.PrecendingCharacter()
	if r == '\n' || !isVariation(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) {
		return look(r, utf8.RuneError)
	}
	_, at := block.Position()
	before := block.Source()[:max(at.Start, 0)]
	r, size := utf8.DecodeLastRune(before)
	before = before[:len(before)-size]
	next, size := utf8.DecodeLastRune(before)
	if r >= 0xE0100 && isVariation(r) { // only occurs after a Han character
		return side{wide: true}
	}
	if isVariation(r) {
		r = next
		next, _ = utf8.DecodeLastRune(before[:len(before)-size])
	}
	return look(r, next)
}

func rightOf(rest []byte) side {
	if len(rest) == 0 {
		return side{space: true}
	}
	r, size := utf8.DecodeRune(rest)
	next, _ := utf8.DecodeRune(rest[size:])
	return look(r, next)
}

// look classifies r, the character next to the run; next is the one beyond it.
func look(r, next rune) side {
	s := side{
		digit: r >= '0' && r <= '9' || r >= '０' && r <= '９',
		latin: r|0x20 >= 'a' && r|0x20 <= 'z',
		space: unicode.IsSpace(r),
		punct: unicode.IsPunct(r) || unicode.IsSymbol(r),
		wide:  isWide(r) || shared(r) && isWide(next),
	}
	s.blocks = s.punct && !s.wide
	return s
}

// matching pairs runs of the same mark.
type matching struct{}

func (matching) IsDelimiter(b byte) bool { return b == '*' || b == '_' || b == '~' }

func (matching) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (opener.Char != '~' || opener.Length == closer.Length)
}

// OnMatch does not receive the mark, so ~ needs its own processor.
func (matching) OnMatch(consumed int) ast.Node { return ast.NewEmphasis(consumed) }

type strike struct{ matching }

func (strike) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
