package main

import (
	"testing"
	"time"

	"wayside/internal/diag"
)

func TestRemaining(t *testing.T) {
	for _, c := range []struct {
		elapsed     time.Duration
		done, total int
		en, zh      string
	}{
		{time.Second, 1, 1000, "", ""},
		{10 * time.Second, 0, 1000, "", ""},
		{10 * time.Second, 1000, 1000, "", ""},
		{10 * time.Second, 900, 1000, "", ""},
		{10 * time.Second, 500, 1000, ", about 10 s left", "，大约还要 10 秒"},
		{10 * time.Second, 460, 1000, ", about 15 s left", "，大约还要 15 秒"},
		{time.Minute, 300, 12_000, ", about 39 min left", "，大约还要 39 分钟"},
		{time.Minute, 100, 12_000, ", about 2 h left", "，大约还要 2 小时"},
	} {
		if got := remaining(diag.English, c.elapsed, c.done, c.total); got != c.en {
			t.Errorf("%v, %d of %d: %q, want %q", c.elapsed, c.done, c.total, got, c.en)
		}
		if got := remaining(diag.Chinese, c.elapsed, c.done, c.total); got != c.zh {
			t.Errorf("%v, %d of %d: %q, want %q", c.elapsed, c.done, c.total, got, c.zh)
		}
	}
}
