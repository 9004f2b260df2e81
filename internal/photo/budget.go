package photo

import "sync"

// A budget bounds how many pixels are decoded at once: a picture of the
// largest size fills half a gigabyte, and there may be many cores.
type budget struct {
	mu    sync.Mutex
	freed *sync.Cond
	most  int
	left  int
}

func newBudget(most int) *budget {
	b := &budget{most: most, left: most}
	b.freed = sync.NewCond(&b.mu)
	return b
}

// take waits until so many pixels are left and returns what gives them back.
func (b *budget) take(pixels int) (give func()) {
	pixels = min(pixels, b.most)
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left < pixels {
		b.freed.Wait()
	}
	b.left -= pixels
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.left += pixels
		b.freed.Broadcast()
	}
}
