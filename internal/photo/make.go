package photo

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/draw"
	"image/png"
	"io/fs"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/jpegn"

	"wayside/internal/diag"
	"wayside/internal/guide"
	"wayside/internal/output"
)

// quality is that of the published JPEGs. Above it, files of these widths grow
// more than they improve.
const quality = 80

// make decodes a photo once and makes all its copies, the widest first and each
// narrower one from the one before. It returns the copy with index want.
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
	widest := p.Variants[len(p.Variants)-1]
	defer r.decodes.take(p.Width * p.Height)()
	img, err := upright(p.Format, data, widest.Width, metadataOf(p.Format, data).orientation)
	if err != nil {
		return broken(err)
	}
	made := output.Made{Fleeting: !surveyed}
	for i := len(p.Variants) - 1; i >= 0; i-- {
		v := p.Variants[i]
		if img.Bounds().Dx() != v.Width || img.Bounds().Dy() != v.Height {
			img = imaging.Resize(img, v.Width, v.Height, imaging.Lanczos)
		}
		copied, err := encode(p.Copies, img)
		if err != nil {
			return broken(err)
		}
		if surveyed {
			r.store.Put(copyKey(p, i), copied)
		}
		if i == want {
			made.Data = copied
		}
	}
	return made, nil
}

// upright decodes a picture to sRGB, at least as wide as width and rotated
// according to its EXIF orientation.
func upright(format string, data []byte, width, orientation int) (*image.NRGBA, error) {
	img, err := decode(format, data, width, orientation >= 5)
	if err != nil {
		return nil, err
	}
	// Shrink before rotating and converting, so that there are fewer pixels.
	across := img.Bounds().Dx()
	if orientation >= 5 {
		across = img.Bounds().Dy()
	}
	var small *image.NRGBA
	if across > width {
		if orientation >= 5 {
			small = imaging.Resize(img, 0, width, imaging.Lanczos)
		} else {
			small = imaging.Resize(img, width, 0, imaging.Lanczos)
		}
	} else {
		small = imaging.Clone(img)
	}
	if c := conversionOf(format, data); c != nil {
		c.apply(small)
	}
	return turned(small, orientation), nil
}

// turned applies an EXIF orientation, 1 to 8.
func turned(img *image.NRGBA, orientation int) *image.NRGBA {
	switch orientation {
	case 2:
		return imaging.FlipH(img)
	case 3:
		return imaging.Rotate180(img)
	case 4:
		return imaging.FlipV(img)
	case 5:
		return imaging.Transpose(img)
	case 6:
		return imaging.Rotate270(img)
	case 7:
		return imaging.Transverse(img)
	case 8:
		return imaging.Rotate90(img)
	}
	return img
}

func encode(format string, img *image.NRGBA) ([]byte, error) {
	var b bytes.Buffer
	if format == "png" {
		err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
		return b.Bytes(), err
	}
	opaque := image.NewRGBA(img.Rect)
	draw.Draw(opaque, opaque.Rect, img, img.Rect.Min, draw.Src)
	err := jpegn.Encode(&b, opaque, &jpegn.EncodeOptions{Quality: quality, Subsampling: jpegn.Subsample420, Progressive: true, OptimizeCoding: true})
	return b.Bytes(), err
}

// placeholder returns the data: URL of a picture of a few pixels, which is shown
// blurred until the picture has loaded.
func placeholder(img image.Image, orientation int) (string, error) {
	const across = 8
	small := turned(imaging.Fit(img, across, across, imaging.Box), orientation)
	var out bytes.Buffer
	opaque := image.NewRGBA(small.Rect)
	draw.Draw(opaque, opaque.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(opaque, opaque.Rect, small, small.Rect.Min, draw.Over)
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, opaque); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()), nil
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
