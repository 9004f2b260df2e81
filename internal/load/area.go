package load

import (
	"slices"

	"wayside/internal/geo"
	"wayside/internal/guide"
)

// The parts of an extract that are kept: what the sheets of a route show if it is walked,
// the surroundings of a longer one, half as wide again as it is long, or only those of its
// stops if it is a tour by coach, whose map shows no streets. In metres.
const (
	longestDrawn = 8_000
	longestArea  = 30_000
	leastMargin  = 500
	around       = 2000
)

// boxesOf returns the areas of the guide's routes. Overlapping ones are joined.
func boxesOf(g *guide.Guide) []geo.Box {
	var boxes []geo.Box
	for i := range g.Routes {
		whole := geo.Around()
		var each []geo.Box
		for s := range visited(&g.Routes[i]) {
			if l := locationOf(g, s); l != nil {
				whole = whole.Add(l.Point)
				each = append(each, geo.Around(l.Point).Grow(around))
			}
		}
		switch long := whole.Diagonal(); {
		case long <= longestDrawn:
			each = []geo.Box{sheetsOf(whole)}
		case long <= longestArea:
			each = []geo.Box{whole.Grow(long / 4)}
		}
		boxes = append(boxes, each...)
	}
	boxes = slices.DeleteFunc(boxes, geo.Box.Empty)
	for joined := true; joined; {
		joined = false
		for i := 0; i < len(boxes); i++ {
			for k := i + 1; k < len(boxes); k++ {
				if both := boxes[i].Add(boxes[k].Min).Add(boxes[k].Max); boxes[i].Meets(boxes[k]) && both.Diagonal() <= 2*longestArea {
					boxes[i], joined = both, true
					boxes = slices.Delete(boxes, k, k+1)
					k--
				}
			}
		}
	}
	return boxes
}

// The shapes of the sheets on which a route is drawn, and how much wider than the route
// they are at least.
const (
	widestSheet  = 2.0  // times as wide as high
	highestSheet = 1.35 // times as high as wide
	sheetMargin  = 1.3
)

// sheetsOf returns the area that the sheets show of a route within a box: a way from north
// to south is in the middle of a wide sheet.
func sheetsOf(whole geo.Box) geo.Box {
	high := geo.Distance(whole.Min, geo.Point{Lat: whole.Max.Lat, Lon: whole.Min.Lon})
	wide := geo.Distance(whole.Min, geo.Point{Lat: whole.Min.Lat, Lon: whole.Max.Lon})
	middle := geo.Around(centre(whole))
	ns := middle.Grow(sheetMargin * max(high, highestSheet*wide) / 2)
	ew := middle.Grow(sheetMargin * max(wide, widestSheet*high) / 2)
	least := whole.Grow(leastMargin)
	return geo.Around(
		least.Min, least.Max,
		geo.Point{Lat: ns.Min.Lat, Lon: ew.Min.Lon}, geo.Point{Lat: ns.Max.Lat, Lon: ew.Max.Lon},
	)
}

// covered reports whether each box is inside one of in.
func covered(boxes, in []geo.Box) bool {
	return !slices.ContainsFunc(boxes, func(b geo.Box) bool {
		return !slices.ContainsFunc(in, func(c geo.Box) bool { return c.Covers(b) })
	})
}
