package render

import (
	"html/template"
	"strconv"
	"strings"

	go_qr "github.com/piglig/go-qr"
)

// quiet is the white border that a reader needs around a code, in modules.
const quiet = 4

// qrCode draws a text as a QR code: every run of dark modules is a piece of
// one line as thick as a module, in the colours that the stylesheet gives.
// label is what a screen reader says. A text too long for any code (2,331
// bytes) gives none.
func qrCode(text, label string) template.HTML {
	code, err := go_qr.EncodeText(text, go_qr.Medium)
	if err != nil {
		return ""
	}
	size := code.Size()
	full := strconv.Itoa(size + 2*quiet)
	var b strings.Builder
	b.WriteString(`<svg class="qr" viewBox="0 0 ` + full + ` ` + full + `" role="img" aria-label="` + template.HTMLEscapeString(label) +
		`"><path class="qr-light" d="M0 0h` + full + `v` + full + `H0z"/><path class="qr-dark" d="`)
	for y := range size {
		at := -1 // where the line stands; before the row's first run, nowhere
		for x := 0; x < size; x++ {
			from := x
			for x < size && code.Module(x, y) {
				x++
			}
			switch {
			case x == from:
				continue
			case at < 0:
				b.WriteString("M" + strconv.Itoa(from+quiet) + " " + strconv.Itoa(y+quiet) + ".5")
			default:
				b.WriteString("m" + strconv.Itoa(from-at) + " 0")
			}
			b.WriteString("h" + strconv.Itoa(x-from))
			at = x
		}
	}
	b.WriteString(`"/></svg>`)
	return template.HTML(b.String())
}

// spoken is an address as one types it: without its scheme, and without the
// slash at its end.
func spoken(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}
