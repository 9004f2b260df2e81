package audit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// pdfPage matches the object of a page in a PDF by Chromium.
var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestPrint prints pages of several kinds on A4: none is blank.
func TestPrint(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.viewport(390, "dark") // paper stays white
	for _, view := range []string{"index.html", "sites/kaishan-island/index.html", "routes/xuzhou-day/index.html", "en/writing/index.html"} {
		b.visit(server.URL + below + view)
		run[int](b, loadAll)
		pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground()))
		if err != nil {
			t.Fatal(err)
		}
		pages := len(pdfPage.FindAll(pdf, -1))
		if pages == 0 {
			t.Errorf("%s: no pages", view)
		}
		inked(t, view, pdf, pages)
	}
}

// inked draws each page small: it must not be blank, and mostly white.
func inked(t *testing.T, view string, pdf []byte, pages int) {
	draw, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("pdftoppm is not on the PATH")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(draw, "-r", "30", "-gray", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	drawn, _ := filepath.Glob(filepath.Join(dir, "page-*.pgm"))
	if len(drawn) != pages {
		t.Errorf("%s: %d pages, of which %d could be drawn", view, pages, len(drawn))
	}
	for _, name := range drawn {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		header := 0
		for range 3 { // P5, the size, the brightest grey: a line each
			header += bytes.IndexByte(data[header:], '\n') + 1
		}
		dark := 0
		for _, grey := range data[header:] {
			if grey < 160 {
				dark++
			}
		}
		if share := float64(dark) / float64(len(data)-header); share < 0.001 || share > 0.6 {
			t.Errorf("%s: %s is %.2f %% dark", view, filepath.Base(name), 100*share)
		}
	}
}
