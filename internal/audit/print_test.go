package audit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// pdfPage matches the object of a page in a PDF by Chromium.
var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// sides are how many pages of paper some lists take at most: links keep no room for fingers.
var sides = map[string]int{"programme/index.html": 2, "programme/menu/index.html": 2}

// TestPrint prints pages of several kinds on A4: none is blank.
func TestPrint(t *testing.T) {
	b := newTab(t)
	server := serve(t, sample(t), below)
	b.viewport(390, "dark") // paper stays white
	for _, view := range []string{"index.html", "sites/kaishan-island/index.html", "routes/xuzhou-day/index.html", "en/writing/index.html", "programme/index.html", "programme/menu/index.html"} {
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
		if most := sides[view]; most > 0 && pages > most {
			t.Errorf("%s: %d pages, more than %d", view, pages, most)
		}
		inked(t, view, pdf, pages)
	}
}

// inked draws each page small: it must not be blank, and mostly white.
func inked(t *testing.T, view string, pdf []byte, pages int) {
	all := drawn(t, pdf)
	if len(all) != pages {
		t.Errorf("%s: %d pages, of which %d could be drawn", view, pages, len(all))
	}
	for i, page := range all {
		dark := 0
		for _, grey := range page.grey {
			if grey < 160 {
				dark++
			}
		}
		if share := float64(dark) / float64(len(page.grey)); share < 0.001 || share > 0.6 {
			t.Errorf("%s: page %d is %.2f %% dark", view, i+1, 100*share)
		}
	}
}

// A raster is a page drawn small: one byte from black to white for each pixel.
type raster struct {
	width, height int
	grey          []byte
}

// drawn draws the pages of a PDF.
func drawn(t *testing.T, pdf []byte) []raster {
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
	names, _ := filepath.Glob(filepath.Join(dir, "page-*.pgm"))
	var all []raster
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var page raster
		if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "P5\n%d %d\n", &page.width, &page.height); err != nil {
			t.Fatal(name, err)
		}
		page.grey = data[len(data)-page.width*page.height:]
		all = append(all, page)
	}
	return all
}
