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
			t.Errorf("%d for %d", got, key)
		}
	}
	room := keptPerCore * runtime.GOMAXPROCS(0)
	for key := range room {
		get(key)
		get(0)
	}
	if made != room {
		t.Errorf("%d values were made %d times", room, made)
	}
	get(room)
	get(0)
	if made != room+2 || len(r.known) != room {
		t.Errorf("the oldest of %d values is still there: %d were made, %d are kept", room, made, len(r.known))
	}
}

// TestRecentAtOnce asks for one value from many goroutines.
func TestRecentAtOnce(t *testing.T) {
	var r recent[int]
	made := 0
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { r.get("a", func() int { made++; return made }) })
	}
	group.Wait()
	if made != 1 {
		t.Errorf("it was made %d times", made)
	}
}
