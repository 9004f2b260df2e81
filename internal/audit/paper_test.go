package audit

import (
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/pdf"
)

// TestHandoutsOnPaper prints the sample's handouts, of both editions and in
// both languages, and reads them page by page: none is blank, no heading is
// left alone at the foot of a page, and no question and no row of the
// timetable is on two.
func TestHandoutsOnPaper(t *testing.T) {
	if _, err := pdf.Find(""); err != nil {
		newTab(t) // which says that there is no browser
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on the PATH")
	}
	for _, teacher := range []bool{false, true} {
		name := map[bool]string{false: "printed", true: "printed-teacher"}[teacher]
		o := build.Options{
			Project: root, Out: filepath.Join(scratch, name), Cache: filepath.Join(scratch, "sample-cache"), Theme: wayside.Theme,
			Teacher: teacher, PDF: build.PDF{Editions: build.Editions[:1]},
		}
		report, problems, err := build.Build(t.Context(), o)
		if err != nil || report.Files == 0 {
			t.Fatal(err, refused(problems))
		}
		b, err := read(o.Out)
		if err != nil {
			t.Fatal(err)
		}
		handouts := 0
		for _, p := range b.pages {
			file := strings.TrimSuffix(p.address, "index.html") + "handout.pdf"
			if !strings.HasSuffix(p.address, "/handout/index.html") {
				continue
			}
			handouts++
			if !b.files[file] {
				t.Errorf("there is no %s", file)
				continue
			}
			out, err := exec.Command(reader, "-raw", filepath.Join(b.dir, filepath.FromSlash(file)), "-").Output()
			if ended, ok := errors.AsType[*exec.ExitError](err); ok {
				t.Fatalf("%s: %s", file, ended.Stderr)
			}
			t.Run(name+"/"+file, func(t *testing.T) { onPaper(t, p, strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")) })
		}
		if handouts < 8 {
			t.Errorf("%d handouts: the sample has four routes in two languages", handouts)
		}
	}
}

// folio is a page's number among all.
var folio = regexp.MustCompile(`\d+/\d+`)

// onPaper holds a handout's page against the text of its sheets.
func onPaper(t *testing.T, p *page, sheets []string) {
	if len(sheets) < 4 {
		t.Errorf("%d pages", len(sheets))
	}
	margins := []string{squeezed(text(p.first(is(atom.H1))))}
	edition, _, _ := strings.Cut(text(p.first(func(n *html.Node) bool { return has(n, "class", "edition") })), " ·")
	margins = append(margins, squeezed(edition))
	for _, h := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.H2 && has(n.Parent, "class", "sheet-head") }) {
		margins = append(margins, squeezed(text(h)))
	}
	var headings []string
	for _, h := range p.all(is(atom.H2, atom.H3, atom.H4)) {
		headings = append(headings, squeezed(text(h)))
	}
	for i := range sheets {
		sheets[i] = squeezed(sheets[i])
		said := folio.ReplaceAllString(sheets[i], "")
		for _, margin := range margins {
			said = strings.Replace(said, margin, "", 1)
		}
		if len([]rune(said)) < 5 {
			t.Errorf("page %d says only %q", i+1, sheets[i])
		}
		for _, h := range headings { // the margins' text comes first
			if strings.HasSuffix(sheets[i], h) {
				t.Errorf("the heading %q is the last on page %d", h, i+1)
			}
		}
	}
	for _, q := range p.all(func(n *html.Node) bool { return has(n, "class", "question") }) {
		var parts []string
		for n := range q.Descendants() {
			if n.DataAtom == atom.Li || n.DataAtom == atom.Span && has(n.Parent, "class", "prompt") && !has(n, "class", "no") || n.DataAtom == atom.P && has(n.Parent, "class", "answer") {
				parts = append(parts, text(n))
			}
		}
		together(t, sheets, parts)
	}
	for _, row := range p.all(is(atom.Tr)) {
		if row.Parent.DataAtom == atom.Thead {
			continue // it is on every page of its table
		}
		var parts []string
		for n := range row.Descendants() {
			if n.DataAtom == atom.Th || n.DataAtom == atom.Td {
				parts = append(parts, text(n))
			}
		}
		together(t, sheets, parts)
	}
}

// together wants the parts of one thing on one page.
func together(t *testing.T, sheets, parts []string) {
	t.Helper()
	for _, sheet := range sheets {
		all := true
		for _, part := range parts {
			all = all && strings.Contains(sheet, squeezed(part))
		}
		if all {
			return
		}
	}
	t.Errorf("no page has all of %q", parts)
}

// squeezed is a text without spaces, which a line's end adds or takes away.
func squeezed(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '\u00ad' {
			return -1
		}
		return c
	}, s)
}
