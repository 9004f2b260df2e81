package audit

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSearchTimes measures the search of the published guides in the folders
// that WAYSIDE_SEARCH lists, for docs/benchmarks.md: the size of its files, and
// how long a query takes where the processor is four times as slow. It asserts
// nothing.
func TestSearchTimes(t *testing.T) {
	folders := filepath.SplitList(os.Getenv("WAYSIDE_SEARCH"))
	if len(folders) == 0 {
		t.Skip("WAYSIDE_SEARCH does not list published guides")
	}
	for _, folder := range folders {
		site, err := read(folder)
		if err != nil {
			t.Fatal(err)
		}
		count, raw, small, largest := 0, 0, 0, 0
		for name := range site.files {
			if strings.HasPrefix(name, "search/") && strings.HasSuffix(name, ".js") {
				data := site.file(t, name)
				var zipped bytes.Buffer
				z := gzip.NewWriter(&zipped)
				z.Write(data)
				z.Close()
				count, raw, small, largest = count+1, raw+len(data), small+zipped.Len(), max(largest, zipped.Len())
			}
		}
		t.Logf("%s: %d files, %.1f MB, compressed %.2f MB, the largest %.1f KB", folder, count, float64(raw)/1e6, float64(small)/1e6, float64(largest)/1e3)

		b := openTab(t)
		server := serve(t, site, below)
		b.viewport(390, "light")
		b.slow()
		b.visit(server.URL + below + "search/index.html")
		t.Logf("  prepared in %.0f ms", run[float64](b, `(async () => { const a = performance.now(); await `+searchAPI+`.prepare(); return performance.now() - a; })()`))
		for _, q := range []string{"清华", "石狮", "瑞祥", "门", "轴线因此", "正陽門", "gate", "courtyard", "1596", "gate 门", "avig"} {
			const ask = `(async () => {
				let first = 0;
				const a = performance.now();
				const r = await ` + searchAPI + `.find(%q, 20, () => { first = first || performance.now() - a; });
				const whole = performance.now() - a;
				return [first || whole, whole, r.hits.length, r.about];
			})()`
			cold := run[[]float64](b, fmt.Sprintf(ask, q))
			warm := run[[]float64](b, fmt.Sprintf(ask, q))
			t.Logf("  %s: first hits after %.0f ms, twenty after %.0f ms; again %.0f ms; %v of %v", q, cold[0], cold[1], warm[1], cold[2], cold[3])
		}
	}
}
