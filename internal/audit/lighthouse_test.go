package audit

import (
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wayside/internal/pdf"
)

// lighthousePages are those that Lighthouse measures, one of each kind.
var lighthousePages = []string{"", "sites/kaishan-island/", "routes/tsinghua-yuanmingyuan/", "routes/xuzhou-day/handout/", "en/sites/grand-auditorium/", "search/", "saved/"}

// TestLighthouse measures the pages as on a phone with a slow network, with the
// mobile preset of Lighthouse. What does not depend on the machine's speed must
// be perfect; speed is logged for docs/benchmarks.md.
func TestLighthouse(t *testing.T) {
	program := os.Getenv("WAYSIDE_LIGHTHOUSE")
	if program == "" {
		t.Skip("WAYSIDE_LIGHTHOUSE is not set to the lighthouse program")
	}
	browser, err := pdf.Find("")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("sample", func(t *testing.T) { lighthouse(t, program, browser, sample(t), lighthousePages) })
	t.Run("generated", func(t *testing.T) {
		guide := generated(t)
		pages := []string{"", "search/"}
		for _, kind := range []string{"sites/[^/]+/", "routes/[^/]+/", "routes/[^/]+/handout/"} {
			page := slices.IndexFunc(guide.pages, func(p *page) bool { return regexp.MustCompile("^" + kind + "$").MatchString(p.folder()) })
			pages = append(pages, guide.pages[page].folder())
		}
		lighthouse(t, program, browser, guide, pages)
	})
}

func lighthouse(t *testing.T, program, browser string, guide *publication, pages []string) {
	plain := serve(t, guide, below)
	server := httptest.NewServer(gzipping(plain.Config.Handler))
	t.Cleanup(server.Close)
	for _, page := range pages {
		report := filepath.Join(t.TempDir(), "report.json")
		arguments := []string{server.URL + below + page, "--quiet", "--output=json", "--output-path=" + report, "--chrome-flags=--headless=new --no-sandbox"}
		if method := os.Getenv("WAYSIDE_LIGHTHOUSE_THROTTLING"); method != "" {
			arguments = append(arguments, "--throttling-method="+method)
		}
		run := exec.Command(program, arguments...)
		run.Env = append(os.Environ(), "CHROME_PATH="+browser)
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		data, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		var found struct {
			Categories map[string]struct{ Score float64 }
			Audits     map[string]struct {
				Title                          string
				Score                          *float64
				ScoreDisplayMode, DisplayValue string
				NumericValue                   float64
			}
		}
		if err := json.Unmarshal(data, &found); err != nil {
			t.Fatal(err)
		}
		number := func(audit string) float64 { return found.Audits[audit].NumericValue }
		t.Logf("/%s: performance %.0f, LCP %.0f ms, TBT %.0f ms, CLS %.3f, %.1f KB", page, 100*found.Categories["performance"].Score,
			number("largest-contentful-paint"), number("total-blocking-time"), number("cumulative-layout-shift"), number("total-byte-weight")/1000)
		for _, category := range []string{"accessibility", "best-practices", "seo"} {
			if score := found.Categories[category].Score; score != 1 {
				t.Errorf("/%s: %s %.0f", page, category, 100*score)
				for name, a := range found.Audits {
					if a.Score != nil && *a.Score < 1 && a.ScoreDisplayMode == "binary" {
						t.Logf("    %s: %s %s", name, a.Title, a.DisplayValue)
					}
				}
			}
		}
	}
}

// gzipping compresses text, as hosts do.
func gzipping(from http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch ext := path.Ext(r.URL.Path); {
		case !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip"), ext == ".jpg", ext == ".png", ext == ".zip":
			from.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Vary", "Accept-Encoding")
		z := gzip.NewWriter(w)
		defer z.Close()
		from.ServeHTTP(gzipped{w, z}, r)
	})
}

type gzipped struct {
	http.ResponseWriter
	to *gzip.Writer
}

func (g gzipped) Write(p []byte) (int, error) { return g.to.Write(p) }

func (g gzipped) WriteHeader(status int) {
	g.Header().Del("Content-Length")
	g.ResponseWriter.WriteHeader(status)
}
