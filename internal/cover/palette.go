package cover

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"slices"
)

// pictureShades are how many colours a poster's picture has: the next number, if the poster
// is too large with the one before.
var pictureShades = [...]int{64, 32, 16, 8}

// A cell are the colours of a picture that agree in the upper bits of red, green and blue.
type cell struct {
	index            int // of the cell
	r, g, b          uint8
	count            int
	sumR, sumG, sumB int
}

const (
	cellBits = 6 // of each of red, green and blue
	cells    = 1 << (3 * cellBits)
)

// reduce draws a picture at the top of a picture with a palette, to which it appends at most
// most colours. They are chosen by median cut: a box of colours is halved until there are
// enough, the one with the most pixels times extent first.
func reduce(to *image.Paletted, picture image.Image, palette color.Palette, most int) color.Palette {
	b := picture.Bounds()
	pixels := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(pixels, pixels.Rect, picture, b.Min, draw.Src)
	number := func(i int) int {
		const drop = 8 - cellBits
		return int(pixels.Pix[i]>>drop)<<(2*cellBits) | int(pixels.Pix[i+1]>>drop)<<cellBits | int(pixels.Pix[i+2]>>drop)
	}
	at := make([]int32, cells) // 1 + the index of a cell among those that occur
	var all []cell
	for i := 0; i < len(pixels.Pix); i += 4 {
		n := number(i)
		if at[n] == 0 {
			all = append(all, cell{index: n, r: pixels.Pix[i], g: pixels.Pix[i+1], b: pixels.Pix[i+2]})
			at[n] = int32(len(all))
		}
		c := &all[at[n]-1]
		c.count++
		c.sumR += int(pixels.Pix[i])
		c.sumG += int(pixels.Pix[i+1])
		c.sumB += int(pixels.Pix[i+2])
	}
	for _, box := range boxes(all, most) {
		n, r, g, b := 0, 0, 0, 0
		for _, c := range box {
			n, r, g, b = n+c.count, r+c.sumR, g+c.sumG, b+c.sumB
			at[c.index] = int32(len(palette))
		}
		palette = append(palette, color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255})
	}
	for y := range pixels.Rect.Dy() {
		row, from := to.Pix[y*to.Stride:], y*pixels.Stride
		for x := range pixels.Rect.Dx() {
			row[x] = uint8(at[number(from+4*x)])
		}
	}
	return palette
}

// boxes divides cells into at most most boxes of similar colours.
func boxes(all []cell, most int) [][]cell {
	type box struct {
		cells  []cell
		widest int // 0 red, 1 green, 2 blue
		weight int
	}
	measure := func(cells []cell) box {
		low, high, count := [3]uint8{255, 255, 255}, [3]uint8{}, 0
		for _, c := range cells {
			for k, v := range [...]uint8{c.r, c.g, c.b} {
				low[k], high[k] = min(low[k], v), max(high[k], v)
			}
			count += c.count
		}
		made := box{cells: cells}
		extent := 0
		for k, share := range [...]int{3, 4, 2} { // the eye is the most sensitive to green
			if e := share * int(high[k]-low[k]); e > extent {
				made.widest, extent = k, e
			}
		}
		made.weight = count * extent * extent
		if len(cells) < 2 {
			made.weight = 0
		}
		return made
	}
	divided := []box{measure(all)}
	for len(divided) < most {
		best := 0
		for i := range divided {
			if divided[i].weight > divided[best].weight {
				best = i
			}
		}
		b := divided[best]
		if b.weight == 0 {
			break
		}
		value := func(c cell) uint8 { return [...]uint8{c.r, c.g, c.b}[b.widest] }
		slices.SortFunc(b.cells, func(a, b cell) int { return cmp.Or(cmp.Compare(value(a), value(b)), cmp.Compare(a.index, b.index)) })
		total := 0
		for _, c := range b.cells {
			total += c.count
		}
		middle, seen := 1, b.cells[0].count
		for middle < len(b.cells)-1 && 2*seen < total {
			seen += b.cells[middle].count
			middle++
		}
		divided[best] = measure(b.cells[:middle])
		divided = append(divided, measure(b.cells[middle:]))
	}
	var result [][]cell
	for _, b := range divided {
		if len(b.cells) > 0 {
			result = append(result, b.cells)
		}
	}
	return result
}
