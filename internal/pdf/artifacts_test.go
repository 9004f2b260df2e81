package pdf

import (
	"strings"
	"testing"
)

// TestMarkArtifacts checks what is marked in the content of a page, which may draw
// a form with tags, X1, and one without, X2.
func TestMarkArtifacts(t *testing.T) {
	const layout, pagination = "\n/Artifact <</Type /Layout>>BDC\n", "\n/Artifact <</Type /Pagination>>BDC\n"
	for _, c := range []struct{ content, want string }{
		{"/P <</MCID 0>>BDC f EMC", "/P <</MCID 0>>BDC f EMC"},
		{"q 1 0 0 1 0 0 cm Q", "q 1 0 0 1 0 0 cm Q"},
		{"0 0 1 1 re f /P <</MCID 0>>BDC f EMC", layout + "0 0 1 1 re f EMC\n/P <</MCID 0>>BDC f EMC"},
		{"BT (1) Tj ET /P <</MCID 0>>BDC f EMC BT (.) Tj ET", pagination + "BT (1) Tj ET EMC\n/P <</MCID 0>>BDC f EMC" + layout + " BT (.) Tj ET EMC\n"},
		{"/Span BMC BT (1) Tj ET EMC", pagination + "/Span BMC BT (1) Tj ET EMC EMC\n"},
		{"/Artifact BMC f EMC", "/Artifact BMC f EMC"},
		{"/P <</MCID 0>>BDC /X2 Do EMC q /X2 Do Q", "/P <</MCID 0>>BDC /X2 Do EMC" + layout + " q /X2 Do Q EMC\n"},
		{"f /X1 Do S", layout + "f EMC\n/X1 Do" + layout + " S EMC\n"},
		// Left alone: an artifact would overlap a text object or a sequence.
		{"BT (1) Tj /P <</MCID 0>>BDC (2) Tj EMC ET", "BT (1) Tj /P <</MCID 0>>BDC (2) Tj EMC ET"},
		{"/Span BMC f /P <</MCID 0>>BDC f EMC EMC", "/Span BMC f /P <</MCID 0>>BDC f EMC EMC"},
		{"f EMC", "f EMC"},
		{"f /P <</MCID 0>>BDC", "f /P <</MCID 0>>BDC"},
	} {
		parts := conforming()
		parts[9].object = "<</Type /Page /Parent 2 0 R /Contents 12 0 R /Resources <</XObject <</X1 18 0 R /X2 19 0 R>>>>>>"
		parts[11].data = c.content
		parts[18] = part{"<</Type /XObject /Subtype /Form>>", "f"}
		d, err := read(fileOf(parts))
		if err != nil {
			t.Fatal(err)
		}
		markArtifacts(d)
		got, err := inflate(d, d.objects[12].(*stream), mostContent)
		if err != nil || strings.Join(strings.Fields(string(got)), " ") != strings.Join(strings.Fields(c.want), " ") {
			t.Errorf("%s\n got %s\nwant %s (error %v)", c.content, got, c.want, err)
		}
	}
}
