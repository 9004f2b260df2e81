package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"

	"github.com/gen2brain/jpegn"
	"golang.org/x/image/webp"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
)

// make decodes a photo once and makes all its copies. It returns the copy with
// index want.
func (r *Photos) make(name string, p guide.Picture, want int) (output.Made, error) {
	broken := func(err error) (output.Made, error) {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "photo-broken", err.Error())}}, nil
	}
	data, err := fs.ReadFile(r.files, name)
	if err != nil {
		return output.Made{Problems: diag.List{diag.New(diag.Place{File: name}, "file-unreadable", err)}}, nil
	}
	// A file that was replaced after the survey is not what the keys name.
	sum := sha256.Sum256(data)
	surveyed := hex.EncodeToString(sum[:]) == p.Hash
	config, err := configOf(p.Format, data)
	if err != nil {
		return broken(err)
	}
	defer r.decodes.take(config.Width * config.Height)()
	s, err := open(p.Format, data, image.Pt(config.Width, config.Height), p.Variants[len(p.Variants)-1].Width, metadataOf(p.Format, data).orientation, false)
	if err != nil {
		return broken(err)
	}
	copies, err := s.copies(p)
	if err != nil {
		return broken(err)
	}
	if surveyed {
		r.keep(p, copies)
	}
	return output.Made{Data: copies[want], Fleeting: !surveyed}, nil
}

// keep stores the copies of a photo.
func (r *Photos) keep(p guide.Picture, copies [][]byte) {
	for i, data := range copies {
		r.store.Put(copyKey(p, i), data)
	}
}

// decode reads a picture. A JPEG much wider than width is decoded at a half, a
// quarter or an eighth of its size, which is cheaper than a full decode. If
// sideways is true, width refers to the height of the file.
func decode(format string, data []byte, width int, sideways bool) (img image.Image, err error) {
	// A decoder that panics on a malformed file must not end the build.
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, fmt.Errorf("the decoder failed: %v", p)
		}
	}()
	switch r := bytes.NewReader(data); format {
	case "png":
		return png.Decode(r)
	case "gif":
		return gif.Decode(r)
	case "webp":
		img, err := webp.Decode(r)
		return studio(img), err
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if components(data) == 4 {
		return jpeg.Decode(bytes.NewReader(data)) // CMYK: rare, and not tested with jpegn
	}
	across := config.Width
	if sideways {
		across = config.Height
	}
	denominator := 1
	for denominator < 8 && across/(denominator*2) >= width {
		denominator *= 2
	}
	return jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: denominator, ToRGBA: true, UpsampleMethod: jpegn.CatmullRom})
}

// studio converts a lossy WebP from the range of video, in which black is 16 and
// white 235 (RFC 6386, section 9.2). The decoder returns it as the type that means
// the range of JPEG, which would make it pale. Other images are returned as they
// are.
func studio(img image.Image) image.Image {
	var luma *image.YCbCr
	var alpha func(x, y int) uint8
	switch img := img.(type) {
	case *image.YCbCr:
		luma, alpha = img, func(int, int) uint8 { return 0xFF }
	case *image.NYCbCrA:
		luma, alpha = &img.YCbCr, func(x, y int) uint8 { return img.A[img.AOffset(x, y)] }
	default:
		return img
	}
	b := luma.Bounds()
	out := image.NewNRGBA(b)
	clamp := func(v int) uint8 { return uint8(min(max((v+1<<15)>>16, 0), 255)) }
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := luma.COffset(x, y)
			// ITU-R BT.601, multiplied by 2 to the 16th.
			light := 76309 * (int(luma.Y[luma.YOffset(x, y)]) - 16)
			blue, red := int(luma.Cb[c])-128, int(luma.Cr[c])-128
			i := out.PixOffset(x, y)
			out.Pix[i] = clamp(light + 104597*red)
			out.Pix[i+1] = clamp(light - 25675*blue - 53279*red)
			out.Pix[i+2] = clamp(light + 132201*blue)
			out.Pix[i+3] = alpha(x, y)
		}
	}
	return out
}

// components returns the number of colour components of a JPEG's frame.
func components(data []byte) int {
	pos := 2
	for pos+10 <= len(data) && data[pos] == 0xFF {
		marker := data[pos+1]
		switch {
		case marker == 0xFF:
			pos++
			continue
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return int(data[pos+9])
		}
		pos += 2 + int(data[pos+2])<<8 + int(data[pos+3])
	}
	return 0
}

// photographic reports whether a picture is a photograph and not a drawing: it is
// opaque, and most of its pixels differ from their neighbours. A photograph as
// PNG would be many times larger than as JPEG.
func photographic(img image.Image) bool {
	const grid = 64
	solid, ok := img.(interface{ Opaque() bool })
	b := img.Bounds()
	if !ok || !solid.Opaque() || b.Dx() < 2 {
		return false
	}
	differ := 0
	for i := range grid * grid {
		x := b.Min.X + (i%grid)*(b.Dx()-1)/grid
		y := b.Min.Y + (i/grid)*b.Dy()/grid
		r, g, b, _ := img.At(x, y).RGBA()
		right, gRight, bRight, _ := img.At(x+1, y).RGBA()
		if r != right || g != gRight || b != bRight {
			differ++
		}
	}
	return differ > grid*grid/2
}
