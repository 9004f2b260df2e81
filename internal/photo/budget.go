package photo

import (
	"image"
	"image/color"
	"sync"
)

// A budget bounds the number of pixels decoded at once: a picture of the maximum
// size takes half a gigabyte, and there may be many cores.
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

// take waits until that many pixels are available. The returned function releases
// them.
func (b *budget) take(pixels int) (release func()) {
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

// weight returns how many pixels of eight bits a channel take the memory of a picture.
// A small file can be a large picture of sixteen.
func weight(config image.Config) int {
	pixels := config.Width * config.Height
	switch config.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model:
		return 2 * pixels
	}
	return pixels
}
