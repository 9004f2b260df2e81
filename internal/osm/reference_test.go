package osm

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"wayside/internal/diag"
)

// BenchmarkExtract reads the extracts next to the checkout.
func BenchmarkExtract(b *testing.B) {
	for _, name := range []string{"munchen-valhalla.osm.pbf", "beijing-tsinghua.osm"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile(filepath.Join("../../../shared/data/osm", name))
			if err != nil {
				b.Skip("the extract is not available: ", err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var problems diag.List
				if Read(context.Background(), []File{{Name: name, Data: data}}, nil, &problems) == nil {
					b.Fatal(messages(problems))
				}
			}
		})
	}
}
