package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/gen2brain/jpegn"
	"golang.org/x/image/webp"
)

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
		return decodeGIF(data)
	case "webp":
		img, err := webp.Decode(r)
		return studio(img), err
	}
	frame := frameOf(data)
	if frame.components == 4 {
		return decodeCMYK(data)
	}
	across := frame.width
	if sideways {
		across = frame.height
	}
	denominator := 1
	for denominator < 8 && across/(denominator*2) >= width {
		denominator *= 2
	}
	return jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: denominator, ToRGBA: true, UpsampleMethod: jpegn.CatmullRom})
}

// decodeGIF reads the first frame of a GIF, which may cover only a part of the
// picture.
func decodeGIF(data []byte) (image.Image, error) {
	config, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	img, err := gif.Decode(bytes.NewReader(data))
	whole := image.Rect(0, 0, config.Width, config.Height)
	if err != nil || img.Bounds() == whole {
		return img, err
	}
	all := image.NewNRGBA(whole)
	draw.Draw(all, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return all, nil
}

// decodeCMYK reads a JPEG of four components. They are complements, as Photoshop
// stores them, whose marker says so. Browsers treat a file without that marker in the
// same way; the decoder refuses it.
func decodeCMYK(data []byte) (image.Image, error) {
	if !frameOf(data).adobe {
		const marker = "\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00"
		data = append([]byte("\xFF\xD8"+marker), data[2:]...)
	}
	return jpeg.Decode(bytes.NewReader(data))
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

// configOf reads a picture's size. image.DecodeConfig would use the decoders that any
// package happens to have registered, and that of JPEG refuses a subsampling that jpegn
// decodes.
func configOf(format string, data []byte) (image.Config, error) {
	r := bytes.NewReader(data)
	switch format {
	case "png":
		return png.DecodeConfig(r)
	case "gif":
		return gif.DecodeConfig(r)
	case "webp":
		return webp.DecodeConfig(r)
	}
	if frame := frameOf(data); frame.marker != 0 {
		return image.Config{Width: frame.width, Height: frame.height}, nil
	}
	return image.Config{}, io.ErrUnexpectedEOF
}

// moving reports whether a picture is an animation.
func moving(format string, data []byte) bool {
	switch format {
	case "gif":
		// A graphic control extension precedes every frame of an animation.
		return bytes.Count(data, []byte("\x21\xf9\x04")) > 1
	case "png":
		_, ok := pngChunks(data)["acTL"]
		return ok
	case "webp":
		const animation = 0x02
		return len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&animation != 0
	}
	return false
}
