package render

import (
	"html/template"
	"math"
	"strconv"
	"strings"
	"sync"

	go_qr "github.com/piglig/go-qr"
)

// quiet is the white border that a reader needs around a code, in modules.
const quiet = 4

// codes makes QR codes. go-qr chooses among a code's eight masks by scoring
// each a module at a time, in 0.2 ms; a guide of a thousand handouts has ten
// thousand codes. So the choice, which must be the same, is made here.
type codes struct {
	masks sync.Map // maskKey → [maskCount]square: what a mask turns over in a code that has the first mask
}

// A maskKey is what a mask depends on, which is nothing of the text.
type maskKey struct {
	size  int
	level [2]bool // of error correction: the first modules of what a code says of itself
}

const maskCount = 8

// draw draws a text as a QR code: every run of dark modules is a piece of one
// line as thick as a module, in the colours that the stylesheet gives. label
// is what a screen reader says. A text too long for any code (2,331 bytes)
// gives none.
func (c *codes) draw(text, label string) template.HTML {
	code, err := c.code(text)
	if err != nil {
		return ""
	}
	size := code.size()
	full := strconv.Itoa(size + 2*quiet)
	b := make([]byte, 0, 3*size*size)
	b = append(b, `<svg class="qr" viewBox="0 0 `+full+` `+full+`" role="img" aria-label="`+template.HTMLEscapeString(label)+
		`"><path class="qr-light" d="M0 0h`+full+`v`+full+`H0z"/><path class="qr-dark" d="`...)
	number := func(letter byte, n int) { b = strconv.AppendInt(append(b, letter), int64(n), 10) }
	for y := range size {
		at := -1 // where the line stands; before the row's first run, nowhere
		for from, to := range code[y].dark() {
			if at < 0 {
				number('M', from+quiet)
				number(' ', y+quiet)
				b = append(b, ".5"...)
			} else {
				number('m', from-at)
				b = append(b, " 0"...)
			}
			number('h', to-from)
			at = to
		}
	}
	return template.HTML(append(b, `"/></svg>`...))
}

// code encodes a text with the mask that is easiest to read.
func (c *codes) code(text string) (square, error) {
	segments, err := go_qr.MakeSegments(text)
	if err != nil {
		return nil, err
	}
	with := func(mask int) (*go_qr.QrCode, error) {
		return go_qr.EncodeSegments(segments, go_qr.Medium, go_qr.MinVersion, go_qr.MaxVersion, mask, true)
	}
	first, err := with(0)
	if err != nil {
		return nil, err
	}
	code := squareOf(first)
	key := maskKey{code.size(), [2]bool{first.Module(0, 8), first.Module(1, 8)}}
	masks, ok := c.masks.Load(key)
	if !ok {
		var learned [maskCount]square
		for i := range learned {
			other, err := with(i)
			if err != nil {
				return nil, err
			}
			learned[i] = squareOf(other)
			learned[i].turn(code)
		}
		masks, _ = c.masks.LoadOrStore(key, learned)
	}
	best, try, least := make(square, len(code)), make(square, len(code)), math.MaxInt
	for _, mask := range masks.([maskCount]square) {
		copy(try, code)
		try.turn(mask)
		if penalty := try.penalty(least); penalty < least {
			least, best, try = penalty, try, best
		}
	}
	return best, nil
}

// spoken is an address as one types it: without its scheme, and without the
// slash at its end.
func spoken(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}
