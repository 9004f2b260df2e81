// Package cluster groups positions that are near each other, for a map on which they
// would cover one another.
//
// The input is a list of points, the output groups of their indexes: every point is in
// exactly one. An area is halved across its longer side, the one with the most points
// first, until there are as many groups as a map has space for or until what is left is
// too small to be told apart. That takes no more than a pass over the points for each
// group, and the same points give the same groups.
package cluster

import (
	"cmp"
	"math"
	"slices"

	"wayside/internal/geo"
)

// finest is the share of the whole area's longer side below which an area is not
// halved: the discs of its halves would touch.
const finest = 1.0 / 8

// An area is the points of a group with the box around them, in metres.
type area struct {
	points      []int
	wide, high  float64
	west, south float64 // degrees
	east, north float64
}

// Split divides points into at most most groups, each in the order of the list, and
// orders the groups by their first points. A point that is not a valid position is in
// no group.
func Split(points []geo.Point, most int) [][]int {
	var all []int
	for i, p := range points {
		if p.Valid() {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return nil
	}
	areas := []area{around(points, all)}
	least := finest * max(areas[0].wide, areas[0].high)
	for len(areas) < most {
		at := -1
		for i := range areas {
			if divisible(&areas[i], least) && (at < 0 || len(areas[i].points) > len(areas[at].points)) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		a, b := areas[at].halves(points)
		areas[at] = around(points, a)
		areas = append(areas, around(points, b))
	}
	groups := make([][]int, len(areas))
	for i := range areas {
		groups[i] = areas[i].points
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

func divisible(a *area, least float64) bool {
	return len(a.points) > 1 && max(a.wide, a.high) > least
}

// around returns the area of some of the points.
func around(points []geo.Point, some []int) area {
	a := area{points: some, west: math.Inf(1), south: math.Inf(1), east: math.Inf(-1), north: math.Inf(-1)}
	for _, i := range some {
		p := points[i]
		a.west, a.east = min(a.west, p.Lon), max(a.east, p.Lon)
		a.south, a.north = min(a.south, p.Lat), max(a.north, p.Lat)
	}
	sw := geo.Point{Lat: a.south, Lon: a.west}
	a.wide = geo.Distance(sw, geo.Point{Lat: a.south, Lon: a.east})
	a.high = geo.Distance(sw, geo.Point{Lat: a.north, Lon: a.west})
	return a
}

// halves divides an area across the middle of its longer side. Both halves have points,
// since the box is tight.
func (a *area) halves(points []geo.Point) (first, second []int) {
	for _, i := range a.points {
		p := points[i]
		before := p.Lon < a.west+(a.east-a.west)/2
		if a.high > a.wide {
			before = p.Lat < a.south+(a.north-a.south)/2
		}
		if before {
			first = append(first, i)
		} else {
			second = append(second, i)
		}
	}
	return first, second
}
