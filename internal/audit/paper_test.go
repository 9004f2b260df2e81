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

	"wayside/internal/build"
)

// TestHandoutsOnPaper prints the sample's handouts, in both editions and both
// languages, and reads them page by page: none is blank, no heading is the last
// on its page, and no question and no row of the timetable is split.
func TestHandoutsOnPaper(t *testing.T) {
	needBrowser(t)
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on the PATH")
	}
	t.Parallel()
	sample(t) // its photos are in the cache then
	for _, teacher := range []bool{false, true} {
		name := map[bool]string{false: "printed", true: "printed-teacher"}[teacher]
		b, err := publishWith(build.Options{
			Project: root, Out: filepath.Join(scratch, name), Cache: filepath.Join(scratch, "sample-cache"),
			Teacher: teacher, PDF: build.PDF{Editions: build.Editions[:1]},
		})
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
				t.Errorf("%s is missing", file)
				continue
			}
			out, err := exec.Command(reader, "-raw", b.path(file), "-").Output()
			if ended, ok := errors.AsType[*exec.ExitError](err); ok {
				t.Fatalf("%s: %s", file, ended.Stderr)
			}
			t.Run(name+"/"+file, func(t *testing.T) { onPaper(t, p, strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")) })
		}
		if handouts < 8 {
			t.Errorf("%d handouts, but the sample has four routes in two languages", handouts)
		}
	}
}

// folio matches a page number and the number of pages.
var folio = regexp.MustCompile(`\d+/\d+`)

// onPaper compares a handout's page with the text of its sheets.
func onPaper(t *testing.T, p *page, sheets []string) {
	if len(sheets) < 4 {
		t.Errorf("%d pages", len(sheets))
	}
	margins := []string{unspaced(text(p.first(is(atom.H1))))}
	edition, _, _ := strings.Cut(text(p.first(func(n *html.Node) bool { return has(n, "class", "edition") })), " ·")
	margins = append(margins, unspaced(edition))
	for _, h := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.H2 && has(n.Parent, "class", "sheet-head") }) {
		margins = append(margins, unspaced(text(h)))
	}
	var headings []string
	for _, h := range p.all(is(atom.H2, atom.H3, atom.H4)) {
		headings = append(headings, unspaced(text(h)))
	}
	for i := range sheets {
		sheets[i] = unspaced(sheets[i])
		body := folio.ReplaceAllString(sheets[i], "")
		for _, margin := range margins {
			body = strings.Replace(body, margin, "", 1)
		}
		if len([]rune(body)) < 5 {
			t.Errorf("page %d has only %q", i+1, sheets[i])
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
			continue // repeated on every page of its table
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

// together checks that one page has all the parts.
func together(t *testing.T, sheets, parts []string) {
	t.Helper()
	for _, sheet := range sheets {
		all := true
		for _, part := range parts {
			all = all && strings.Contains(sheet, unspaced(part))
		}
		if all {
			return
		}
	}
	t.Errorf("no page has all of %q", parts)
}

// unspaced returns a text without spaces, which line ends add and remove.
func unspaced(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '\u00ad' {
			return -1
		}
		return c
	}, s)
}
