package audit

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayside/internal/pdf"
)

// TestHandoutsOnPaper prints handouts of the sample and reads them page by
// page: none is blank, no heading is the last on its page, and no question and
// no row of the timetable is split. Each route is printed in both editions, and
// each edition in both languages.
func TestHandoutsOnPaper(t *testing.T) {
	needBrowser(t)
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on the PATH")
	}
	t.Parallel()
	for edition, b := range []*publication{sample(t), teacherEdition(t)} {
		press := pressOf(t, b, pdf.Fonts{})
		t.Cleanup(press.Close)
		handouts := slices.DeleteFunc(slices.Clone(b.pages), func(p *page) bool {
			return !strings.HasSuffix(p.address, "/handout/index.html") || strings.HasPrefix(p.address, "en/")
		})
		if len(handouts) < 4 {
			t.Errorf("%d handouts, but the sample has four routes", len(handouts))
		}
		for i, p := range handouts {
			if i%2 == edition {
				p = b.byAddress["en/"+p.address]
			}
			t.Run(filepath.Base(b.dir)+"/"+p.folder(), func(t *testing.T) {
				t.Parallel()
				data, report, err := press.Print(pdf.Job{Address: p.address})
				if err != nil {
					t.Fatal(err)
				}
				if edition == 0 && report.Pages > mostSides {
					t.Errorf("%d pages, more than %d", report.Pages, mostSides)
				}
				filled(t, data)
				conforms(t, report)
				command := exec.Command(reader, "-raw", "-", "-")
				command.Stdin = bytes.NewReader(data)
				out, err := command.Output()
				if err != nil {
					t.Fatal("pdftotext: ", err)
				}
				onPaper(t, p, strings.Split(strings.TrimSuffix(string(out), "\f"), "\f"))
			})
		}
	}
}

// mostSides is the number of sides of the sample's longest handout for pupils, which
// has twelve stops.
const mostSides = 10

// leastFill is how much of each page but the last has to be filled.
const leastFill = 1.0 / 3

// filled checks that every page of a PDF but the last is filled. The height of a
// page's content ends at the last line with ink above its foot.
func filled(t *testing.T, data []byte) {
	t.Helper()
	const foot, head = 0.94, 0.05 // of the height of a page: running heads are beyond
	pages := drawn(t, data)
	for i, page := range pages[:len(pages)-1] {
		last := 0
		for y := range page.height {
			line := page.grey[y*page.width:][:page.width]
			if float64(y) < foot*float64(page.height) && slices.Min(line) < 160 {
				last = y
			}
		}
		if fill := (float64(last)/float64(page.height) - head) / (foot - head); fill < leastFill {
			t.Errorf("page %d is filled to %.0f %%", i+1, 100*fill)
		}
	}
}

// TestPupilsPages compares the pages of the pupils' handout that the teacher's edition
// names with those of the handout.
func TestPupilsPages(t *testing.T) {
	needBrowser(t)
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on the PATH")
	}
	t.Parallel()
	const view = "en/routes/tsinghua-yuanmingyuan/handout/index.html"
	_, pupils := printed(t, sample(t), pdf.Job{Address: view})
	data, _ := printed(t, teacherEdition(t), pdf.Job{Address: view})
	command := exec.Command(reader, "-layout", "-l", "2", "-", "-")
	command.Stdin = bytes.NewReader(data)
	out, err := command.Output()
	if err != nil {
		t.Fatal("pdftotext: ", err)
	}
	rows := regexp.MustCompile(`(?m)^ *(\d+) .*\d\d:\d\d.* (\d+) +(\d+)$`).FindAllStringSubmatch(string(out), -1)
	if len(rows) < 9 {
		t.Errorf("found only %d rows of the timetable in\n%s", len(rows), out)
	}
	for _, row := range rows {
		if want := strconv.Itoa(pupils.Starts["stop-"+row[1]]); row[3] != want {
			t.Errorf("stop %s is on page %s of the pupils' handout, not on page %s", row[1], want, row[3])
		}
	}
}

// TestGeneratedPaper prints a handout of a generated guide, whose texts nobody has
// seen, and the map on one sheet.
func TestGeneratedPaper(t *testing.T) {
	needBrowser(t)
	t.Parallel()
	site := generated(t)
	i := slices.IndexFunc(site.pages, func(p *page) bool { return strings.HasSuffix(p.address, "/handout/index.html") })
	data, _ := printed(t, site, pdf.Job{Address: site.pages[i].address})
	filled(t, data)
	if _, report := printed(t, site, pdf.Job{Address: site.pages[i].address, Tick: []string{"map-only"}}); report.Pages != 1 {
		t.Errorf("the map takes %d pages", report.Pages)
	}
}

// pressOf opens a press for the pages of a publication, which the caller closes.
func pressOf(t *testing.T, site *publication, fonts pdf.Fonts) *pdf.Press {
	t.Helper()
	program, err := pdf.Find("")
	if err != nil {
		t.Fatal(err)
	}
	return pdf.Open(t.Context(), pdf.Options{Browser: program, Tabs: 1, Fonts: fonts, Files: func(address string) ([]byte, bool) {
		data, err := os.ReadFile(site.path(address))
		return data, err == nil
	}})
}

// printed prints a page of a publication.
func printed(t *testing.T, site *publication, job pdf.Job) ([]byte, pdf.Report) {
	t.Helper()
	press := pressOf(t, site, pdf.Fonts{})
	defer press.Close()
	data, report, err := press.Print(job)
	if err != nil {
		t.Fatal(err)
	}
	return data, report
}

// TestEditionsConform prints every edition of one route with static TrueType fonts, for
// students and teachers and, in turn, in both languages: all conform to PDF/UA-1 as far
// as a program can check, and all characters are text.
func TestEditionsConform(t *testing.T) {
	needBrowser(t)
	fonts := pdf.Installed()
	if fonts.Empty() && os.Getenv("CI") != "true" {
		t.Skip("no static TrueType font with Chinese characters is installed")
	} else if fonts.Empty() {
		t.Fatal("no static TrueType font with Chinese characters is installed")
	}
	t.Parallel()
	for turn, b := range []*publication{sample(t), teacherEdition(t)} {
		press := pressOf(t, b, fonts)
		t.Cleanup(press.Close)
		for i, job := range []pdf.Job{{}, {Booklet: true}, {Tick: []string{"large"}}, {Tick: []string{"plain"}}} {
			job.Address = "routes/xuzhou-day/handout/index.html"
			if i%2 == turn {
				job.Address = "en/" + job.Address
			}
			_, report, err := press.Print(job)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(fmt.Sprintf("%s/%s%v%v", filepath.Base(b.dir), job.Address, job.Booklet, job.Tick), func(t *testing.T) { conforms(t, report) })
		}
	}
}

// conforms reports the findings about a PDF.
func conforms(t *testing.T, report pdf.Report) {
	t.Helper()
	for _, f := range report.Findings {
		t.Errorf("page %d fails condition %s of PDF/UA-1: %s (object %d)", f.Page, f.Condition, f.Detail, f.Object)
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
	card := "\x00" // the stamp card, which ends with a stop's name
	if stamps := p.first(func(n *html.Node) bool { return has(n, "class", "stamps") }); stamps != nil {
		card = unspaced(text(stamps))
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
			if strings.HasSuffix(sheets[i], h) && !strings.HasSuffix(sheets[i], card) {
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
			if (n.DataAtom == atom.Th || n.DataAtom == atom.Td) && !has(n, "class", "stay") { // with several batches not on paper
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
