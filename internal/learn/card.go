package learn

import (
	"fmt"
	"slices"
	"strings"

	"wayside/internal/guide"
)

// A Card is the geometry of an answer card, on which a pupil fills bubbles and which the
// teacher's page reads from a photo. All lengths are millimetres, from the upper left
// corner. The page that prints cards draws it, and the page that reads them gets the same
// numbers; nothing else knows where a bubble is.
type Card struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	// Marks are the centres of the black squares at the corners, clockwise from the upper
	// left, and Mark is their side.
	Marks  [4]Spot    `json:"marks"`
	Mark   float64    `json:"mark"`
	Code   [3]float64 `json:"code"`   // left, top and side of the QR code without its light border
	Radius float64    `json:"radius"` // of bubbles, to the middle of their line
	Rows   []CardRow  `json:"rows"`
}

// A Spot is the centre of something: x and y.
type Spot [2]float64

// A CardHead is where the head of the teacher's bubbles is: left, top, width and height.
type CardHead struct{ X, Y, Width, Height float64 }

// A CardRow is a question on a card.
type CardRow struct {
	Item    int    `json:"item"`              // index in Check.Items
	Teacher bool   `json:"teacher,omitempty"` // whether the teacher fills ✓, ½ or ✗ after reading the answer
	Several bool   `json:"several,omitempty"` // whether a pupil may fill more than one
	Bubbles []Spot `json:"at"`
	Key     []int  `json:"key,omitempty"` // the bubbles that are right, counted from 0, if the pupil fills them

	// For the page that prints it only.
	Number    Spot `json:"-"` // the right end of its number's baseline
	TrueFalse bool `json:"-"`
}

// The parts of a card. A row has a number, the pupil's bubbles and, at its right end,
// those of the teacher.
const (
	cardMark    = 6.0
	cardCorner  = 5.5 // from an edge to the centre of a mark
	cardCode    = 24.0
	cardRadius  = 2.1
	cardPitch   = 6.5 // from a bubble to the next, and at least from a row to the next
	cardWidest  = 9.0 // from a row to the next on a card with few
	cardFirst   = 42.0
	cardColumn  = 4.0  // from the card's edge to its first column
	cardNumbers = 12.0 // from the left end of a column to the first bubble of the pupil
	cardTeacher = 68.0 // the same for the first bubble of the teacher
	cardWidth   = 93.0

	// MostOptions is the number of options that have bubbles; a choice among more is left to
	// the teacher.
	MostOptions = 8
)

// cardSizes are the sizes of cards, with the rows of each column. A sheet, A4 or
// Letter, has four, two or one of them.
var cardSizes = []struct {
	columns, rows int
	height        float64
}{{1, 12, 127}, {2, 12, 127}, {2, 31, 254}}

// NewCard returns the card for those of a route's questions that asked reports, in its
// smallest size. It reports false if they do not fit on a sheet or if there are none.
func NewCard(questions []*guide.Question, asked func(*guide.Question) bool) (Card, bool) {
	var rows []CardRow
	for i, q := range questions {
		if asked(q) {
			rows = append(rows, newCardRow(i, q))
		}
	}
	for _, size := range cardSizes {
		if len(rows) > 0 && len(rows) <= size.columns*size.rows {
			return layOut(rows, size.columns, size.rows, size.height), true
		}
	}
	return Card{}, false
}

func newCardRow(i int, q *guide.Question) CardRow {
	row := CardRow{Item: i}
	switch {
	case q.Kind == guide.TrueFalse:
		row.TrueFalse, row.Bubbles, row.Key = true, make([]Spot, 2), []int{1}
		if q.True {
			row.Key[0] = 0
		}
	case q.Kind == guide.Choice && len(q.Options) <= MostOptions:
		row.Bubbles, row.Several = make([]Spot, len(q.Options)), len(q.Answers) > 1
		for _, n := range slices.Sorted(slices.Values(q.Answers)) {
			row.Key = append(row.Key, n-1)
		}
	default:
		row.Bubbles, row.Teacher = make([]Spot, 3), true
	}
	return row
}

func layOut(rows []CardRow, columns, most int, height float64) Card {
	width := cardWidth * float64(columns)
	right, bottom := width-cardCorner, height-cardCorner
	c := Card{
		Width: width, Height: height, Mark: cardMark, Radius: cardRadius, Rows: rows,
		Marks: [4]Spot{{cardCorner, cardCorner}, {right, cardCorner}, {right, bottom}, {cardCorner, bottom}},
		Code:  [3]float64{width - 2*cardCorner - cardCode - 1, cardCorner, cardCode},
	}
	pitch := cardPitch
	if n := min(len(rows), most); n > 1 {
		pitch = min(cardPitch*float64(most-1)/float64(n-1), cardWidest)
	}
	for i := range rows {
		column := cardColumn + cardWidth*float64(i/most)
		x, y := column+cardNumbers, cardFirst+pitch*float64(i%most)
		rows[i].Number = Spot{x - cardRadius - 2.6, y + 1.2}
		if rows[i].Teacher {
			x = column + cardTeacher
		}
		for k := range rows[i].Bubbles {
			rows[i].Bubbles[k] = Spot{x + cardPitch*float64(k), y}
		}
	}
	return c
}

// PerSheet returns how many cards fit on a sheet.
func (c *Card) PerSheet() int { return int(2*cardWidth/c.Width) * int(254/c.Height) }

// TeacherHeads returns the heads above the teacher's bubbles, one for each column with some.
func (c *Card) TeacherHeads() []CardHead {
	const around, height = 1.5, 4.2
	var heads []CardHead
	for column := cardColumn; column < c.Width; column += cardWidth {
		x := column + cardTeacher
		for _, row := range c.Rows {
			if row.Teacher && row.Bubbles[0][0] == x {
				left := x - cardRadius - around
				heads = append(heads, CardHead{left, cardFirst - cardPitch - height + 2, x + 2*cardPitch + cardRadius + around - left, height})
				break
			}
		}
	}
	return heads
}

// CardCode returns the text of a card's QR code. The audience is counted from 1 in the
// order of the route's, 0 for none; the number is the pupil's. It consists of characters
// for which codes need little space, and is long enough for one with an alignment pattern,
// which shows how the card is turned.
func (c Check) CardCode(audience, number int) string {
	return fmt.Sprintf("WAYSIDE-CARD-%s-%s-%d-%d", strings.ToUpper(c.Route), strings.ToUpper(c.Version), audience, number)
}
