package photo

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"

	"github.com/gen2brain/jpegn"

	"wayside/internal/baseline"
	"wayside/internal/progressive"
	"wayside/internal/resample"
)

// A planar is a picture as JPEG stores it: a plane of luma and, unless it is grey,
// two of chroma. A photo stays in this form from decoding to encoding: converting
// it to RGB and back would take longer than both. Its planes are never changed.
type planar struct {
	luma   *resample.Plane
	chroma []*resample.Plane // blue and red, or none
}

// decodePlanar decodes a JPEG of the given size to a picture at least as wide as
// width. If it is much wider, it is decoded at a half, a quarter or an eighth of its
// size, which is cheaper. If sideways is true, width refers to the height of the
// file. It returns nil for a JPEG that stores other planes: CMYK, RGB or an unusual
// subsampling. eighth is the picture at an eighth of its size where that costs
// nothing, and else the same one. If only that is needed, p may be it, too.
func decodePlanar(data []byte, size image.Point, width int, sideways, only bool) (p, eighth *planar, err error) {
	// A decoder that panics on a malformed file must not end the build.
	defer func() {
		if r := recover(); r != nil {
			p, eighth, err = nil, nil, fmt.Errorf("the decoder failed: %v", r)
		}
	}()
	across := size.X
	if sideways {
		across = size.Y
	}
	denominator := 1
	for denominator < 8 && across/(denominator*2) >= width {
		denominator *= 2
	}
	if denominator > 1 {
		n := 8 / denominator
		if only {
			n = 1
		}
		if planes, eighths, err := baseline.Decode(data, n); err == nil {
			return &planar{planes[0], planes[1:]}, &planar{eighths[0], eighths[1:]}, nil
		}
	}
	img, err := jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: denominator})
	if err != nil {
		return nil, nil, err
	}
	p, err = planarView(img, float64(size.X)/float64(denominator), float64(size.Y)/float64(denominator))
	return p, p, err
}

// planarView returns the planes of a decoded picture that covers w × h samples of
// luma; nil if it has others.
func planarView(img image.Image, w, h float64) (*planar, error) {
	p := &planar{}
	switch img := img.(type) {
	case *image.Gray:
		p.luma = resample.View(img.Pix, img.Stride, w, h)
	case *image.YCbCr:
		x, y := subsampling(img.SubsampleRatio)
		p.luma = resample.View(img.Y, img.YStride, w, h)
		p.chroma = []*resample.Plane{resample.View(img.Cb, img.CStride, w/x, h/y), resample.View(img.Cr, img.CStride, w/x, h/y)}
	default:
		return nil, nil
	}
	for _, plane := range p.planes() {
		if plane == nil {
			return nil, errors.New("samples are missing")
		}
	}
	return p, nil
}

// subsampling returns how many samples of luma there are for each of chroma.
func subsampling(ratio image.YCbCrSubsampleRatio) (x, y float64) {
	switch ratio {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// planarOf returns an opaque picture as planes.
func planarOf(img *image.NRGBA) *planar {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	p := fresh(w, h)
	for y := range h {
		row := img.Pix[y*img.Stride:][:4*w]
		luma, blue, red := p.luma.Row(y), p.chroma[0].Row(y), p.chroma[1].Row(y)
		for x := range luma {
			luma[x], blue[x], red[x] = color.RGBToYCbCr(row[4*x], row[4*x+1], row[4*x+2])
		}
	}
	return p
}

// fresh returns planes of w × h samples each.
func fresh(w, h int) *planar {
	plane := func() *resample.Plane { return resample.New(float64(w), float64(h)) }
	return &planar{luma: plane(), chroma: []*resample.Plane{plane(), plane()}}
}

func (p *planar) planes() []*resample.Plane { return append([]*resample.Plane{p.luma}, p.chroma...) }

// resized returns the picture with w × h samples of luma and, in each direction,
// one sample of chroma for step of luma. If it is to be turned, the samples of chroma
// are placed so that they begin at the corner that will be the upper left one.
func (p *planar) resized(w, h, step, orientation int) *planar {
	resize := func(from *resample.Plane, step int) *resample.Plane {
		to := resample.New(float64(w)/float64(step), float64(h)/float64(step))
		if reversedX(orientation) {
			to.Left = float64(to.Width) - to.Across
		}
		if reversedY(orientation) {
			to.Top = float64(to.Height) - to.Down
		}
		resample.Resize(to, from)
		return to
	}
	small := &planar{luma: resize(p.luma, 1)}
	for _, plane := range p.chroma {
		small.chroma = append(small.chroma, resize(plane, step))
	}
	return small
}

// reversedX and reversedY report whether an EXIF orientation reverses the rows or
// the columns of a file, before those of 5 and above exchange rows and columns.
func reversedX(orientation int) bool {
	return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
}

func reversedY(orientation int) bool {
	return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
}

// turned applies an EXIF orientation, 1 to 8.
func (p *planar) turned(orientation int) *planar {
	if orientation <= 1 || orientation > 8 {
		return p
	}
	upright := &planar{luma: turnedPlane(p.luma, orientation)}
	for _, plane := range p.chroma {
		upright.chroma = append(upright.chroma, turnedPlane(plane, orientation))
	}
	return upright
}

func turnedPlane(p *resample.Plane, orientation int) *resample.Plane {
	out := resample.New(p.Across, p.Down)
	alongX, alongY := 1, out.Stride // steps in out for one along a row and a column of p
	if orientation >= 5 {
		out = resample.New(p.Down, p.Across)
		alongX, alongY = out.Stride, 1
	}
	start := 0
	if reversedX(orientation) {
		start += (p.Width - 1) * alongX
		alongX = -alongX
	}
	if reversedY(orientation) {
		start += (p.Height - 1) * alongY
		alongY = -alongY
	}
	// In tiles, so that columns that become rows remain in the cache.
	const tile = 32
	for top := 0; top < p.Height; top += tile {
		for left := 0; left < p.Width; left += tile {
			for y := top; y < min(top+tile, p.Height); y++ {
				at := start + y*alongY + left*alongX
				for _, v := range p.Row(y)[left:min(left+tile, p.Width)] {
					out.Pix[at] = v
					at += alongX
				}
			}
		}
	}
	return out
}

// converted returns the picture in sRGB. It must have as many samples of chroma as
// of luma, or be grey.
func (p *planar) converted(c *converter) *planar {
	w, h := p.luma.Width, p.luma.Height
	if len(p.chroma) == 0 {
		out := &planar{luma: resample.New(float64(w), float64(h))}
		for y := range h {
			row := out.luma.Row(y)
			for x, v := range p.luma.Row(y) {
				row[x] = c.pixel(v, v, v)[1]
			}
		}
		return out
	}
	out := fresh(w, h)
	for y := range h {
		luma, blue, red := p.luma.Row(y), p.chroma[0].Row(y), p.chroma[1].Row(y)
		toLuma, toBlue, toRed := out.luma.Row(y), out.chroma[0].Row(y), out.chroma[1].Row(y)
		for x := range luma {
			rgb := c.pixel(color.YCbCrToRGB(luma[x], blue[x], red[x]))
			toLuma[x], toBlue[x], toRed[x] = color.RGBToYCbCr(rgb[0], rgb[1], rgb[2])
		}
	}
	return out
}

// averaged returns the picture with w × h pixels, each the average of its part.
func (p *planar) averaged(w, h int, c *converter) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			pixel := color.YCbCr{Y: averageOf(p.luma, x, y, w, h), Cb: 128, Cr: 128}
			if len(p.chroma) > 0 {
				pixel.Cb, pixel.Cr = averageOf(p.chroma[0], x, y, w, h), averageOf(p.chroma[1], x, y, w, h)
			}
			r, g, b := color.YCbCrToRGB(pixel.Y, pixel.Cb, pixel.Cr)
			if c != nil {
				rgb := c.pixel(r, g, b)
				r, g, b = rgb[0], rgb[1], rgb[2]
			}
			out.SetNRGBA(x, y, color.NRGBA{r, g, b, 255})
		}
	}
	return out
}

// averageOf returns the average of part (x, y) of a plane that is divided into w × h
// parts.
func averageOf(p *resample.Plane, x, y, w, h int) uint8 {
	left, top := x*p.Width/w, y*p.Height/h
	right, bottom := max((x+1)*p.Width/w, left+1), max((y+1)*p.Height/h, top+1)
	sum, count := 0, (right-left)*(bottom-top)
	for ; top < bottom; top++ {
		for _, v := range p.Row(top)[left:right] {
			sum += int(v)
		}
	}
	return uint8((sum + count/2) / count)
}

// quants give the copies at least the quality that other encoders call 80. Above it,
// files of these widths grow more than they improve.
var quants = progressive.NewQuants(1.05)

// image returns the picture, which must have one sample of chroma for 2 × 2 of luma or be
// grey. It shares the samples.
func (p *planar) image() image.Image {
	rect := image.Rect(0, 0, p.luma.Width, p.luma.Height)
	if len(p.chroma) == 0 {
		return &image.Gray{Pix: p.luma.Pix, Stride: p.luma.Stride, Rect: rect}
	}
	return &image.YCbCr{
		Y: p.luma.Pix, Cb: p.chroma[0].Pix, Cr: p.chroma[1].Pix, YStride: p.luma.Stride, CStride: p.chroma[0].Stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: rect,
	}
}

// jpeg encodes the picture, which must have one sample of chroma for 2 × 2 of luma
// or be grey.
func (p *planar) jpeg() []byte { return progressive.Encode(p.planes(), quants) }
