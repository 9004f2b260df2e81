// Package qr draws QR codes.
//
// From a text and a label it makes an SVG element, in which the runs of dark
// modules are one path. The stylesheet sets the colours of its classes. For pictures it
// returns the modules.
// github.com/piglig/go-qr encodes the text; this package chooses the mask, because
// go-qr scores masks module by module, which takes 0.2 ms per code, and a guide
// with a thousand handouts has ten thousand codes.
package qr

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"sync"

	go_qr "github.com/piglig/go-qr"
)

// quiet is the width of the light border that scanners require, in modules.
const quiet = 4

// An Encoder makes QR codes. The zero value is ready to use. An Encoder is safe for
// concurrent use.
type Encoder struct {
	masks sync.Map // maskKey → [maskCount]square: the modules that a mask inverts in a code with mask 0
}

// A maskKey contains what the masks depend on, which does not include the text.
type maskKey struct {
	size  int
	level [2]bool // of error correction: the first modules of the format information
}

const maskCount = 8

// SVG draws text as a QR code. Screen readers read the label. SVG returns "" for a
// text that is too long for any code (more than 2,331 bytes).
func (e *Encoder) SVG(text, label string) template.HTML {
	code, err := e.encode(text)
	if err != nil {
		return ""
	}
	return code.svg("", label)
}

// Within is like SVG, but draws the code into an SVG with other things, at x and y and with
// a side, which do not include its light border.
func (e *Encoder) Within(text, label string, x, y, side float64) template.HTML {
	code, err := e.encode(text)
	if err != nil {
		return ""
	}
	border := quiet * side / float64(code.size())
	full := side + 2*border
	return code.svg(fmt.Sprintf(` x="%.4g" y="%.4g" width="%.4g" height="%.4g"`, x-border, y-border, full, full), label)
}

// Modules returns the modules of the code of a text by row, true for dark ones, without the
// light border, for pictures. It returns nil for a text that is too long.
func (e *Encoder) Modules(text string) [][]bool {
	code, err := e.encode(text)
	if err != nil {
		return nil
	}
	size := code.size()
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
		for from, to := range code[y].dark() {
			for x := from; x < to; x++ {
				rows[y][x] = true
			}
		}
	}
	return rows
}

// svg draws a code as an element with further attributes.
func (s square) svg(attributes, label string) template.HTML {
	size := s.size()
	full := strconv.Itoa(size + 2*quiet)
	b := make([]byte, 0, 3*size*size)
	b = append(b, `<svg class="qr"`+attributes+` viewBox="0 0 `+full+` `+full+`" role="img" aria-label="`+template.HTMLEscapeString(label)+
		`"><path class="qr-light" d="M0 0h`+full+`v`+full+`H0z"/><path class="qr-dark" d="`...)
	number := func(letter byte, n int) { b = strconv.AppendInt(append(b, letter), int64(n), 10) }
	for y := range size {
		at := -1 // the position of the path in this row; -1 before the first run
		for from, to := range s[y].dark() {
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

// encode encodes text with the mask that is easiest to read.
func (e *Encoder) encode(text string) (square, error) {
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
	masks, ok := e.masks.Load(key)
	if !ok {
		var learned [maskCount]square
		for i := range learned {
			other, err := with(i)
			if err != nil {
				return nil, err
			}
			learned[i] = squareOf(other)
			learned[i].invert(code)
		}
		masks, _ = e.masks.LoadOrStore(key, learned)
	}
	best, try, least := make(square, len(code)), make(square, len(code)), math.MaxInt
	for _, mask := range masks.([maskCount]square) {
		copy(try, code)
		try.invert(mask)
		if penalty := try.penalty(least); penalty < least {
			least, best, try = penalty, try, best
		}
	}
	return best, nil
}
