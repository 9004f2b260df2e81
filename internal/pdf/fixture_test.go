package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A folder is a published folder in memory.
type folder struct {
	mu    sync.Mutex
	files map[string][]byte
}

func (f *folder) file(address string) ([]byte, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	data, ok := f.files[address]
	return data, ok
}

// handouts returns a folder of n handouts in Chinese, each of thirteen pages with
// six pictures, running heads, a table of contents, links and tables.
func handouts(n int) *folder {
	f := &folder{files: map[string][]byte{"theme.css": []byte(theme)}}
	for i := range n {
		f.files[address(i)] = []byte(handout(uint64(i)))
	}
	for i := range min(6*n, pictures) {
		f.files[fmt.Sprintf("photos/%d.jpg", i)] = picture(i)
	}
	return f
}

// pictures is the number of pictures that all handouts share.
const pictures = 60

func address(i int) string { return fmt.Sprintf("routes/r%d/handout/index.html", i) }

const theme = `
:root { --serif: "Noto Serif CJK SC", serif; --sans: "Noto Sans CJK SC", sans-serif; font-family: var(--sans) }
body { font: 10.5pt/1.65 var(--serif); margin: 0 }
h1, h2, th { font-family: var(--sans) }
@page { size: A4; margin: 20mm 18mm; @bottom-center { content: counter(page) " / " counter(pages) } }
@page one { @top-left { content: "前半程" } }
@page two { @top-left { content: "后半程" } }
.one { page: one } .two { page: two }
section { break-before: page }
figure { margin: 1em 0 } img { width: 100%; height: auto }
td.box { width: 30mm }
:root:has(#large:checked) body { font-size: 18pt }
:root:has(#plain:checked) img { display: none }
@media print { .controls { display: none } }
`

const stations = 6

// handout returns the HTML of a handout.
func handout(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'">
<title>学习单 %d</title><link rel="stylesheet" href="../../../theme.css"></head><body>
<form class="controls"><input type="checkbox" id="large"><input type="checkbox" id="plain"></form>
<main><h1>方向与车站：红色足迹学习单</h1><nav><ol>`, seed)
	for i := range stations {
		fmt.Fprintf(&b, `<li><a href="#站-%d">第%d站</a> <span data-page-of="站-%d"></span></li>`, i, i+1, i)
	}
	b.WriteString(`</ol></nav><aside><p>注意：` + prose(r, 60) + `</p></aside>`)
	for i := range stations {
		half := "one"
		if i >= stations/2 {
			half = "two"
		}
		fmt.Fprintf(&b, `<section class="%s" id="站-%d"><h2>第%d站</h2>`, half, i, i+1)
		fmt.Fprintf(&b, `<figure><img src="../../../photos/%d.jpg" alt="照片%d" width="960" height="640" loading="lazy"><figcaption>图%d</figcaption></figure>`, (int(seed)*stations+i)%pictures, i, i+1)
		for k := range 4 {
			fmt.Fprintf(&b, `<p>%s<ruby>开<rt>kāi</rt>山<rt>shān</rt></ruby>见<a href="https://example.org/%d/%d">附录%d</a>。</p>`, prose(r, 260), i, k, k)
		}
		b.WriteString(`<table><thead><tr><th>题目</th><th>回答</th></tr></thead><tbody>`)
		for k := range 6 {
			fmt.Fprintf(&b, `<tr><td>%d. %s</td><td class="box">□ ○ ①</td></tr>`, k+1, prose(r, 20))
		}
		b.WriteString(`</tbody></table></section>`)
	}
	return b.String() + `</main></body></html>`
}

// hanzi returns the 3,755 most common characters, shuffled with a fixed seed.
var hanzi = sync.OnceValue(func() []rune {
	all := gbk(0xb0, 0xd7)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
})

// gbk returns the characters of GB 2312 whose first byte is from first to last.
func gbk(first, last int) []rune {
	var b []byte
	for high := first; high <= last; high++ {
		for low := 0xa1; low <= 0xfe && !(high == 0xd7 && low > 0xf9); low++ {
			b = append(b, byte(high), byte(low))
		}
	}
	s, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	if err != nil {
		panic(err)
	}
	return []rune(string(s))
}

// prose returns n characters with a frequency distribution like that of real
// text.
func prose(r *rand.Rand, n int) string {
	all := hanzi()
	often := rand.NewZipf(r, 1.3, 40, uint64(len(all)-1))
	var b strings.Builder
	for i := range n {
		b.WriteRune(all[often.Uint64()])
		if i%17 == 16 {
			b.WriteString("，")
		}
	}
	return b.String()
}

// picture returns a photo of about 100 KB.
func picture(i int) []byte {
	r := rand.New(rand.NewPCG(uint64(i), 1))
	m := image.NewRGBA(image.Rect(0, 0, 960, 640))
	for y := range 640 {
		for x := range 960 {
			grain := uint8(r.IntN(8))
			m.SetRGBA(x, y, color.RGBA{uint8(x/4) + grain, uint8(y/3) + grain, uint8(i*40) + grain, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 80}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// browser returns an installed browser. It skips the test in short mode and if
// there is none; with CI=true a missing browser is a failure.
func browser(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser, which -short leaves out")
	}
	program, err := Find("")
	if err != nil && os.Getenv("CI") != "true" {
		t.Skip("no Chromium, Chrome or Edge is installed")
	} else if err != nil {
		t.Fatal(err)
	}
	return program
}

// open returns a press, which the test closes.
func open(t testing.TB, o Options) *Press {
	t.Helper()
	o.Browser = browser(t)
	p := Open(context.Background(), o)
	t.Cleanup(p.Close)
	return p
}
