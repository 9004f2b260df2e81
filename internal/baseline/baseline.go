// Package baseline decodes baseline JPEGs to a fraction of their size, which is
// what a large photo needs: of each block of 8 × 8 samples it makes n × n, from the
// n × n lowest frequencies, and skips the others.
//
// It decodes what cameras and phones write: Huffman coding, 8 bits, one scan of one
// component or of luma and two of chroma, with or without restart markers. For
// everything else, and for any file that is not exactly as it should be, it returns
// an error; a general decoder, which is slower, has to try then.
package baseline

import (
	"encoding/binary"
	"errors"

	"wayside/internal/resample"
)

// errOther is returned for a file that this package does not decode.
var errOther = errors.New("not a sound baseline JPEG of one scan")

// A component is one of the planes of a picture.
type component struct {
	id     byte
	h, v   int // blocks of a unit, across and down
	quants *[64]uint16
	dc, ac *huffman
	blocks dequantizer

	last   int // the last DC coefficient
	pix    []byte
	stride int
	means  []byte // of each block, from its DC coefficient
	row    int    // blocks
}

// A decoder has what the segments before the scan declare.
type decoder struct {
	width, height int
	components    []component
	quants        [4][64]uint16
	tables        [2][4]*huffman // DC, AC
	restart       int            // units between restart markers; 0: none
}

// Decode returns the planes of a JPEG, one or three, at n/8 and at an eighth of its
// size. n is 1, 2 or 4.
func Decode(data []byte, n int) (planes, eighths []*resample.Plane, err error) {
	d := &decoder{}
	scan, err := d.header(data)
	if err != nil {
		return nil, nil, err
	}
	b := bitsPool.Get().(*bits)
	defer bitsPool.Put(b)
	if err := b.unstuff(scan); err != nil {
		return nil, nil, err
	}
	if !d.scan(b, n) {
		return nil, nil, errOther
	}
	for i := range d.components {
		c := &d.components[i]
		planes = append(planes, d.plane(c, c.pix, c.stride, n))
		eighths = append(eighths, d.plane(c, c.means, c.row, 1))
	}
	return planes, eighths, nil
}

// header reads the segments before the scan and returns what follows them.
func (d *decoder) header(data []byte) (scan []byte, err error) {
	if len(data) < 4 || data[0] != 0xFF || data[1] != 0xD8 {
		return nil, errOther
	}
	for data = data[2:]; len(data) >= 4; {
		if data[0] != 0xFF {
			return nil, errOther
		}
		marker, size := data[1], int(binary.BigEndian.Uint16(data[2:]))+2
		if marker == 0xFF { // padding
			data = data[1:]
			continue
		}
		if size < 4 || size > len(data) {
			return nil, errOther
		}
		body := data[4:size]
		data = data[size:]
		switch marker {
		case 0xDB:
			err = d.readQuants(body)
		case 0xC4:
			err = d.readTables(body)
		case 0xC0, 0xC1:
			err = d.readFrame(body)
		case 0xDD:
			if len(body) != 2 {
				return nil, errOther
			}
			d.restart = int(binary.BigEndian.Uint16(body))
		case 0xDA:
			return data, d.readScan(body)
		default:
			if marker < 0xE0 && marker != 0xFE { // neither application data nor a comment
				return nil, errOther
			}
			if marker == 0xEE && len(body) >= 12 && string(body[:5]) == "Adobe" && body[11] != 1 {
				return nil, errOther // RGB
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, errOther
}

func (d *decoder) readQuants(body []byte) error {
	for len(body) > 0 {
		if body[0] > 3 || len(body) < 65 { // 16 bits, or too many
			return errOther
		}
		table := &d.quants[body[0]]
		for i, q := range body[1:65] {
			table[i] = uint16(q)
		}
		body = body[65:]
	}
	return nil
}

func (d *decoder) readTables(body []byte) error {
	for len(body) > 0 {
		class, id := body[0]>>4, body[0]&15
		if class > 1 || id > 3 || len(body) < 17 {
			return errOther
		}
		counts, rest := body[1:17], body[17:]
		total := 0
		for _, n := range counts {
			total += int(n)
		}
		if total > 256 || total > len(rest) {
			return errOther
		}
		t, err := newHuffman(counts, rest[:total], class == 1)
		if err != nil {
			return err
		}
		d.tables[class][id] = t
		body = rest[total:]
	}
	return nil
}

func (d *decoder) readFrame(body []byte) error {
	if d.components != nil || len(body) < 6 || body[0] != 8 {
		return errOther
	}
	d.height, d.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
	count := int(body[5])
	if d.width == 0 || d.height == 0 || count != 1 && count != 3 || len(body) != 6+3*count {
		return errOther
	}
	for i := range count {
		c := body[6+3*i:]
		if c[2] > 3 {
			return errOther
		}
		d.components = append(d.components, component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), quants: &d.quants[c[2]]})
	}
	if count == 1 {
		d.components[0].h, d.components[0].v = 1, 1
		return nil
	}
	if d.components[0].id == 'R' && d.components[1].id == 'G' {
		return errOther
	}
	luma := &d.components[0]
	if luma.h < 1 || luma.h > 2 || luma.v < 1 || luma.v > 2 {
		return errOther
	}
	for _, c := range d.components[1:] {
		if c.h != 1 || c.v != 1 {
			return errOther
		}
	}
	return nil
}

func (d *decoder) readScan(body []byte) error {
	count := len(d.components)
	if count == 0 || len(body) != 4+2*count || int(body[0]) != count {
		return errOther
	}
	if end := body[1+2*count:]; end[0] != 0 || end[1] != 63 || end[2] != 0 {
		return errOther
	}
	for i := range count {
		c, in := &d.components[i], body[1+2*i:]
		if in[0] != c.id || in[1]>>4 > 3 || in[1]&15 > 3 {
			return errOther
		}
		c.dc, c.ac = d.tables[0][in[1]>>4], d.tables[1][in[1]&15]
		if c.dc == nil || c.ac == nil {
			return errOther
		}
	}
	return nil
}

// scan decodes all blocks. It returns false if one is not as it should be.
func (d *decoder) scan(b *bits, n int) bool {
	luma := d.components[0]
	across, down := (d.width+8*luma.h-1)/(8*luma.h), (d.height+8*luma.v-1)/(8*luma.v)
	if len(d.components)*across*down > 4*b.size {
		return false // a block has two bits at least: memory is in proportion to the data
	}
	for i := range d.components {
		c := &d.components[i]
		c.blocks.set(c.quants, n)
		c.row = across * c.h
		c.stride = c.row * n
		c.pix = make([]byte, c.stride*down*c.v*n)
		c.means = make([]byte, c.row*down*c.v)
	}
	left := d.restart // units before a restart marker
	for y := range down {
		for x := range across {
			if d.restart > 0 {
				if left == 0 {
					if !b.restart() {
						return false
					}
					d.forget()
					left = d.restart
				}
				left--
			}
			for i := range d.components {
				if !d.components[i].unit(b, x, y) {
					return false
				}
			}
			if b.over() {
				return false
			}
		}
	}
	return true
}

// forget makes the next DC coefficients absolute.
func (d *decoder) forget() {
	for i := range d.components {
		d.components[i].last = 0
	}
}

// unit decodes the blocks of a component in a unit.
func (c *component) unit(b *bits, x, y int) bool {
	n := c.blocks.n
	for row := y * c.v; row < (y+1)*c.v; row++ {
		for column := x * c.h; column < (x+1)*c.h; column++ {
			if !c.decode(b, c.pix[row*n*c.stride+column*n:]) {
				return false
			}
			c.means[row*c.row+column] = sample(c.last * c.blocks.factor[0])
		}
	}
	return true
}

// plane returns samples of a component of n/8 of the picture's size.
func (d *decoder) plane(c *component, pix []byte, stride, n int) *resample.Plane {
	luma := d.components[0]
	across, down := float64(d.width*n*c.h)/float64(8*luma.h), float64(d.height*n*c.v)/float64(8*luma.v)
	return resample.View(pix, stride, across, down)
}
