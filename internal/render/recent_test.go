package render

import (
	"runtime"
	"strconv"
	"sync"
	"testing"
)

func TestRecent(t *testing.T) {
	var r recent[int]
	made := 0
	get := func(key int) {
		if got := r.get(strconv.Itoa(key), func() int { made++; return key }); got != key {
			t.Errorf("get(%d) = %d", key, got)
		}
	}
	capacity := keptPerCore * runtime.GOMAXPROCS(0)
	for key := range capacity {
		get(key)
		get(0)
	}
	if made != capacity {
		t.Errorf("%d values were made %d times", capacity, made)
	}
	get(capacity)
	get(0)
	if made != capacity+2 || len(r.known) != capacity {
		t.Errorf("the oldest of %d values was not dropped: %d were made, %d are kept", capacity, made, len(r.known))
	}
}

// TestRecentAtOnce gets one value from many goroutines.
func TestRecentAtOnce(t *testing.T) {
	var r recent[int]
	made := 0
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { r.get("a", func() int { made++; return made }) })
	}
	group.Wait()
	if made != 1 {
		t.Errorf("the value was made %d times, want 1", made)
	}
}
