package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"wayside/internal/store"
)

// TestPrint prints a handout and reads it with the usual tools.
func TestPrint(t *testing.T) {
	t.Parallel()
	f := handouts(1)
	p := open(t, Options{Files: f.file})
	data, report := printed(t, p, Job{Address: address(0)})
	if report.Pages < 12 || report.Undescribed != 0 || len(report.Drawn) == 0 {
		t.Errorf("%d pages, %d pictures without a description, %d characters drawn", report.Pages, report.Undescribed, len(report.Drawn))
	}
	checked(t, data)
	about := shown(t, "pdfinfo", data)
	for _, want := range []string{`Title: +学习单 0\n`, `Tagged: +yes\n`, `Metadata Stream: +yes\n`, `Page size: .*A4`} {
		if !regexp.MustCompile(want).MatchString(about) {
			t.Errorf("the output of pdfinfo does not match %q:\n%s", want, about)
		}
	}
	// The heading, the page numbers and the stations must be in order.
	all := strings.Join(strings.Fields(shown(t, "pdftotext", data)), " ")
	at := 0
	for _, want := range []string{"方向与车站：红色足迹学习单", "1. 第1站 2", "6. 第6站 12", "1 / 13", "前半程", "第1站", "图1", "题目", "回答", "□ ○ ①", "后半程", "第6站", "13 / 13"} {
		next := strings.Index(all[at:], want)
		if next < 0 {
			t.Fatalf("%q is missing or out of order:\n%.600s", want, all[at:])
		}
		at += next
	}
	for _, part := range asBytes(t, data) {
		if m := readMap(part); len(m.codes) > 0 && m.fix(nil) {
			t.Error("a map from glyphs to characters has a radical")
		}
		if !bytes.Contains(part, []byte("/StructElem")) {
			continue
		}
		for _, o := range bytes.Split(part, []byte("\n")) {
			if bytes.Contains(o, []byte("/S /Figure")) && !bytes.Contains(o, []byte("/Alt <")) && !bytes.Contains(o, []byte("/Alt (")) {
				t.Errorf("a picture without a description: %s", o)
			}
		}
	}
	for _, part := range asBytes(t, data) {
		for _, o := range bytes.Split(part, []byte("\n")) {
			if bytes.Contains(o, []byte("/Subtype /Link")) && !bytes.Contains(o, []byte("/Contents <")) {
				t.Errorf("a link without a description: %s", o)
			}
		}
	}
	t.Run("editions", func(t *testing.T) { editions(t, p, report.Pages) })
	t.Run("conforms", func(t *testing.T) { rereads(t, data, report) })
}

// rereads checks that the file as written conforms to PDF/UA-1, not only the
// document that it was written from. qpdf writes it in the form that read reads.
func rereads(t *testing.T, data []byte, report Report) {
	program, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not on the PATH")
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.pdf"), filepath.Join(dir, "to.pdf")
	if err := os.WriteFile(from, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "--object-streams=disable", from, to).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, out)
	}
	file, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	d, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	if findings := checkUA(d); len(findings) > 0 || len(report.Findings) > 0 {
		t.Errorf("findings in the file: %+v\nfindings in the document: %+v", findings, report.Findings)
	}
}

// printed prints a job and returns the PDF.
func printed(t testing.TB, p *Press, job Job) ([]byte, Report) {
	t.Helper()
	data, report, err := p.Print(job)
	if err != nil {
		t.Fatal(err)
	}
	return data, report
}

// TestPrintTwice checks that another browser, number of tabs and order of jobs
// give the same bytes.
func TestPrintTwice(t *testing.T) {
	t.Parallel()
	f := handouts(2)
	var first [2][]byte
	for run, tabs := range []int{1, 2} {
		p := open(t, Options{Files: f.file, Tabs: tabs, Store: store.Open(t.TempDir())})
		var group sync.WaitGroup
		for k := range first {
			i := k
			if run == 1 {
				i = len(first) - 1 - k
			}
			group.Go(func() {
				data, _, err := p.Print(Job{Address: address(i)})
				if err != nil {
					t.Error(err)
				}
				if run == 0 {
					first[i] = data
				} else if !bytes.Equal(data, first[i]) {
					t.Errorf("handout %d: the second run has %d bytes that differ from the %d of the first", i, len(data), len(first[i]))
				}
			})
			if run == 0 {
				group.Wait()
			}
		}
		group.Wait()
		p.Close()
	}
}

// TestStore checks that an unchanged handout is not printed again and a changed
// one is.
func TestStore(t *testing.T) {
	t.Parallel()
	f, dir := handouts(1), t.TempDir()
	job := Job{Address: address(0)}
	p := open(t, Options{Files: f.file, Store: store.Open(dir)})
	first, _ := printed(t, p, job)
	printed(t, p, Job{Address: address(0), Tick: []string{"plain"}})
	p.Close()

	again := Open(t.Context(), Options{Browser: p.options.Browser, Files: f.file, Store: store.Open(dir)})
	if data, _ := printed(t, again, job); !bytes.Equal(data, first) || again.root != nil {
		t.Error("an unchanged handout was printed again")
	}
	f.files["photos/3.jpg"] = picture(77)
	changed := open(t, Options{Files: f.file, Store: store.Open(dir)})
	if data, _ := printed(t, changed, job); bytes.Equal(data, first) {
		t.Error("a new picture was not printed")
	}
}

// editions ticks the boxes of a page, and folds a booklet of A5 on A4. The
// edition without a tick has that many pages.
func editions(t *testing.T, p *Press, pages int) {
	_, large := printed(t, p, Job{Address: address(0), Tick: []string{"large"}})
	if large.Pages <= pages {
		t.Errorf("%d pages in large print, %d in small", large.Pages, pages)
	}
	plain, _ := printed(t, p, Job{Address: address(0), Tick: []string{"plain"}})
	if bytes.Contains(bytes.Join(asBytes(t, plain), nil), []byte("/Subtype /Image")) {
		t.Error("the plain edition has pictures")
	}
	booklet, report := printed(t, p, Job{Address: address(0), Booklet: true})
	checked(t, booklet)
	about := shown(t, "pdfinfo", booklet)
	if !regexp.MustCompile(`Page size: +841\.89 x 595\.28`).MatchString(about) || !strings.Contains(about, "Tagged:          yes") {
		t.Errorf("booklet:\n%s", about)
	}
	sides := (report.Pages + 3) / 4 * 2
	texts := strings.Split(strings.TrimSuffix(shown(t, "pdftotext", booklet), "\f"), "\f")
	if len(texts) != sides {
		t.Fatalf("%d pages on %d sides, want %d", report.Pages, len(texts), sides)
	}
	// The first sheet has the cover and, on its back, the second page.
	if !strings.Contains(texts[0], "红色足迹学习单") || !strings.Contains(texts[1], "第1站") {
		t.Errorf("first sheet: %.200q and %.200q", texts[0], texts[1])
	}
}

// TestPageErrors checks that a page that never loads, is missing, or shows a
// missing picture is a PageError, and that the next page prints.
func TestPageErrors(t *testing.T) {
	t.Parallel()
	f := handouts(1)
	f.files["elsewhere/index.html"] = []byte(`<!doctype html><title>x</title><link rel="stylesheet" href="https://example.org/a.css"><p>文</p>`)
	f.files["broken/index.html"] = []byte(`<!doctype html><title>x</title><img src="gone.jpg" alt="x">`)
	f.files["loop/index.html"] = []byte(`<!doctype html><title>x</title><script>for (;;);</script><p>文</p>`)
	f.files["slow/index.html"] = []byte(`<!doctype html><title>x</title><link rel="stylesheet" href="never.css"><p>文</p>`)
	p := open(t, Options{Tabs: 1, Files: func(address string) ([]byte, bool) {
		if path.Base(address) == "never.css" {
			<-t.Context().Done()
		}
		return f.file(address)
	}})
	printed(t, p, Job{Address: "elsewhere/index.html"})
	printed(t, p, Job{Address: "loop/index.html"})
	for _, bad := range []string{"broken/index.html", "nowhere/index.html", "slow/index.html"} {
		slow := bad == "slow/index.html"
		if p.options.Limit = time.Minute; slow {
			p.options.Limit = time.Second // the page never loads
		}
		_, _, err := p.Print(Job{Address: bad})
		if page, ok := errors.AsType[PageError](err); !ok || page.Slow != slow {
			t.Errorf("%s: %v", bad, err)
		}
	}
	p.options.Limit = time.Minute
	printed(t, p, Job{Address: address(0)})
}

// TestNoBrowser checks that a program that is not a browser is an error for all
// pages.
func TestNoBrowser(t *testing.T) {
	program, err := exec.LookPath("true")
	if err != nil {
		t.Skip("the program true is not on the PATH")
	}
	p := Open(t.Context(), Options{Browser: program, Files: handouts(1).file})
	defer p.Close()
	_, _, err = p.Print(Job{Address: address(0)})
	if _, page := errors.AsType[PageError](err); err == nil || page {
		t.Errorf("got error %v, want one that is not a PageError", err)
	}
}

// TestEveryCharacter prints the 6,763 characters of GB 2312 in the fonts of the
// computer and checks that the ToUnicode maps have exactly those characters.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	all := string(hanzi()) + string(gbk(0xd8, 0xf7))
	f := &folder{files: map[string][]byte{"index.html": []byte(`<!doctype html><html lang="zh-Hans"><title>字</title><p style="font-family: serif">` + all + `<p style="font-family: sans-serif">` + all)}}
	data, _ := printed(t, open(t, Options{Files: f.file}), Job{Address: "index.html"})
	given := map[rune]bool{}
	for _, part := range asBytes(t, data) {
		for _, c := range readMap(part).codes {
			for _, r := range c.to {
				given[r] = true
			}
		}
	}
	for r := range given {
		if r > 0x2000 && !strings.ContainsRune(all, r) {
			t.Errorf("%c (%U) is not on the page", r, r)
		}
	}
	for _, r := range all {
		if !given[r] {
			t.Errorf("%c (%U) is not searchable", r, r)
		}
	}
}

// TestStop checks that the end of the context stops the browser, and that nothing
// is left of it in the folder for temporary files.
func TestStop(t *testing.T) {
	temp := shortTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	p := Open(ctx, Options{Browser: browser(t), Files: handouts(1).file})
	defer p.Close()
	printed(t, p, Job{Address: address(0)})
	cancel()
	if _, _, err := p.Print(Job{Address: address(0)}); !errors.Is(err, context.Canceled) {
		t.Errorf("Print after the end of the context: %v", err)
	}
	p.Close()
	empty(t, temp)
}

// TestCloseLeavesNothing checks the same of a press that is closed after its
// work, and of one whose browser does not start.
func TestCloseLeavesNothing(t *testing.T) {
	temp := shortTemp(t)
	p := Open(t.Context(), Options{Browser: browser(t), Files: handouts(1).file})
	printed(t, p, Job{Address: address(0)})
	p.Close()
	empty(t, temp)

	p = Open(t.Context(), Options{Browser: filepath.Join(temp, "none"), Files: handouts(1).file})
	if _, _, err := p.Print(Job{Address: address(0)}); err == nil {
		t.Error("a browser that does not exist printed")
	}
	p.Close()
	empty(t, temp)
}

// TestScratch checks that a folder whose path is too long for a socket is not
// given to the browser.
func TestScratch(t *testing.T) {
	if env := scratch("/tmp/wayside-1234567890"); len(env) != 3 || env[0] != "TMPDIR=/tmp/wayside-1234567890" {
		t.Errorf("a short path: %q", env)
	}
	if env := scratch("/tmp/" + strings.Repeat("long", 20)); env != nil {
		t.Errorf("a long path: %q", env)
	}
}

// shortTemp makes a new folder the one for temporary files. Its path, unlike
// that of t.TempDir, is short enough for scratch.
func shortTemp(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "press")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("TMPDIR", dir)
	return dir
}

func empty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Errorf("%s was left behind", e.Name())
	}
}

// TestPrintFonts checks that no character is a drawing with fonts of the guide.
func TestPrintFonts(t *testing.T) {
	t.Parallel()
	files, named := fontFiles(t)
	fonts, problems := ReadFonts(files, named)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := open(t, Options{Files: handouts(1).file, Fonts: fonts})
	data, report := printed(t, p, Job{Address: address(0)})
	if len(report.Drawn) > 0 {
		t.Errorf("drawn: %q", string(report.Drawn))
	}
	if bytes.Contains(bytes.Join(asBytes(t, data), nil), []byte("/Type3")) {
		t.Error("there is a Type 3 font")
	}
	if text := shown(t, "pdftotext", data); !strings.Contains(text, "方向与车站：红色足迹学习单") || !strings.Contains(text, "□ ○ ①") {
		t.Errorf("characters are missing in the text:\n%.300s", text)
	}
	about := shown(t, "pdffonts", data)
	for _, want := range []string{"NotoSansSC-Regular", "NotoSerifSC-Regular"} {
		if !strings.Contains(about, want) {
			t.Errorf("%s is not embedded:\n%s", want, about)
		}
	}
}

// asBytes returns the decompressed streams of a PDF, and the PDF itself.
func asBytes(t testing.TB, data []byte) [][]byte {
	t.Helper()
	var all [][]byte
	for _, m := range regexp.MustCompile(`stream\n`).FindAllIndex(data, -1) {
		if z, err := zlib.NewReader(bytes.NewReader(data[m[1]:])); err == nil {
			if plain, err := io.ReadAll(z); err == nil || len(plain) > 0 {
				all = append(all, plain)
			}
		}
	}
	return append(all, data)
}

// shown runs a tool on a PDF and returns its output.
func shown(t testing.TB, tool string, data []byte, arguments ...string) string {
	t.Helper()
	program, err := exec.LookPath(tool)
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip(tool + " is not on the PATH")
	} else if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	arguments = append(arguments, file)
	if tool == "pdftotext" {
		arguments = append(arguments, "-")
	}
	out, err := exec.Command(program, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// checked fails the test if qpdf reports an error in a PDF.
func checked(t testing.TB, data []byte) {
	t.Helper()
	if out := shown(t, "qpdf", data, "--check"); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
}
