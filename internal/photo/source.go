package photo

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/draw"
	"image/png"

	"github.com/disintegration/imaging"

	"wayside/internal/guide"
)

// A source is a decoded picture, as it is in its file: all that pages show of it is
// made of one.
type source struct {
	planes      *planar     // of most JPEGs; nil: see img
	eighth      *planar     // the same, perhaps smaller: for what a survey finds out
	img         image.Image // of other pictures
	orientation int         // EXIF, 1 to 8
	converter   *converter  // to sRGB; nil: not needed
}

// open decodes a picture whose file has the given size, at least as wide as width
// when it is upright. If only is true, the source is for a survey without
// copies, which finds the same.
func open(format string, data []byte, size image.Point, width, orientation int, only bool) (*source, error) {
	s := &source{orientation: orientation, converter: conversionOf(format, data)}
	var err error
	if format == "jpeg" && frameOf(data).components != 4 {
		if s.planes, s.eighth, err = decodePlanar(data, size, width, orientation >= 5, only); s.planes != nil || err != nil {
			return s, err
		}
	}
	s.img, err = decode(format, data, width, orientation >= 5)
	return s, err
}

// copies makes the copies of a picture, the widest first and each narrower one from
// the one before. They are in the order of its variants.
func (s *source) copies(p guide.Picture) ([][]byte, error) {
	copies := make([][]byte, len(p.Variants))
	last := len(copies) - 1
	if p.Copies == "png" {
		img := s.upright(p.Variants[last])
		for i := last; i >= 0; i-- {
			img = fitted(img, p.Variants[i].Width, p.Variants[i].Height)
			var b bytes.Buffer
			if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
				return nil, err
			}
			copies[i] = b.Bytes()
		}
		return copies, nil
	}
	planes := s.uprightPlanes(p.Variants[last])
	for i := last; i >= 0; i-- {
		if i < last {
			planes = planes.resized(p.Variants[i].Width, p.Variants[i].Height, 2, 1)
		}
		copies[i] = planes.jpeg()
	}
	return copies, nil
}

// uprightPlanes returns the picture in the size of a variant, upright, in sRGB, and
// with half as many samples of chroma in each direction.
func (s *source) uprightPlanes(v guide.Variant) *planar {
	if s.planes == nil {
		return planarOf(s.upright(v)).resized(v.Width, v.Height, 2, 1)
	}
	w, h := v.Width, v.Height
	if s.orientation >= 5 {
		w, h = h, w
	}
	if s.converter == nil {
		return s.planes.resized(w, h, 2, s.orientation).turned(s.orientation)
	}
	planes := s.planes.resized(w, h, 1, 1).converted(s.converter)
	return planes.resized(w, h, 2, s.orientation).turned(s.orientation)
}

// upright returns the picture in the size of a variant, upright and in sRGB.
func (s *source) upright(v guide.Variant) *image.NRGBA {
	// Shrink before rotating and converting, so that there are fewer pixels.
	w, h := v.Width, v.Height
	if s.orientation >= 5 {
		w, h = h, w
	}
	small := imaging.Clone(s.img)
	small = fitted(small, w, h)
	if s.converter != nil {
		s.converter.apply(small)
	}
	return turned(small, s.orientation)
}

// fitted returns a picture in another size.
func fitted(img *image.NRGBA, w, h int) *image.NRGBA {
	if img.Rect.Dx() == w && img.Rect.Dy() == h {
		return img
	}
	return imaging.Resize(img, w, h, imaging.Lanczos)
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

// placeholder returns the data: URL of a picture of a few pixels, which is shown
// blurred until the picture has loaded.
func (s *source) placeholder() (string, error) {
	const across = 8
	var small *image.NRGBA
	if s.eighth != nil {
		w, h := s.eighth.luma.Width, s.eighth.luma.Height
		long := max(w, h)
		small = s.eighth.averaged(max(1, (w*across+long/2)/long), max(1, (h*across+long/2)/long), s.converter)
	} else {
		small = imaging.Fit(s.img, across, across, imaging.Box)
	}
	small = turned(small, s.orientation)
	opaque := image.NewRGBA(small.Rect)
	draw.Draw(opaque, opaque.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(opaque, opaque.Rect, small, small.Rect.Min, draw.Over)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, opaque); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()), nil
}
