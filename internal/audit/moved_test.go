package audit

import (
	"strings"
	"testing"
)

// TestMoved opens a former address as the QR code of a label has it: the present page opens with
// what follows ? and #.
func TestMoved(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.host = strings.TrimPrefix(server.URL, "http://")
	b.viewport(390, "light")
	for _, lang := range []string{"", "en/"} {
		b.visit(server.URL + below + lang + "sites/sundial-1920/index.html?x=1#gallery")
		b.until("the present page", `location.href.endsWith("/`+lang+`sites/sundial/index.html?x=1#gallery") && document.body.className === "site"`)
	}
	b.clean("a former address")
}
