package walk

import (
	"strconv"
	"strings"

	"wayside/internal/osm"
)

// The traffic on a way.
type trafficClass uint8

const (
	noTraffic   trafficClass = iota // footways, paths
	yardTraffic                     // service roads, tracks
	calmTraffic
	heavyTraffic
)

// traffics are the kinds of highway that carry traffic.
var traffics = map[string]trafficClass{
	"service": yardTraffic, "track": yardTraffic,
	"living_street": calmTraffic, "residential": calmTraffic, "unclassified": calmTraffic, "road": calmTraffic, "busway": calmTraffic,
	"tertiary": heavyTraffic, "tertiary_link": heavyTraffic, "secondary": heavyTraffic, "secondary_link": heavyTraffic, "primary": heavyTraffic, "primary_link": heavyTraffic,
	"trunk": heavyTraffic, "trunk_link": heavyTraffic, "motorway": heavyTraffic, "motorway_link": heavyTraffic,
}

func traffic(t osm.Tags) trafficClass { return traffics[t.Get("highway")] }

// A factor is how many metres of pavement a group prefers to a hundred metres of a way.
// It is at least best, since the straight line has to be a lower bound of the cost. The
// factors were chosen on extracts of four places so that half of the paths become less than
// a tenth longer, and hardly any part of them follows a big road without a pavement.
const (
	best      = 100
	calm      = 110 // a quiet street
	stairs    = 150 // a group slows down, and waits for those who are slow
	shared    = 130 // with bicycles, with passengers at a platform
	parked    = 180 // between parked cars, or over somebody's yard
	indoors   = 220 // through a building, which may be locked
	sidePath  = 150 // a road whose pavement is mapped as a way of its own
	busy      = 200 // tertiary roads without a pavement
	busier    = 300 // larger roads without a pavement
	tunnelled = 400 // a road tunnel
	cramped   = 200 // one with a pavement
)

// factor returns the factor of a walkable way.
func factor(t osm.Tags) int64 {
	f := roadFactor(t)
	switch {
	case t.Is("service", "parking_aisle", "driveway", "drive-through"):
		f = max(f, parked)
	case !t.Is("foot", allows...) && t.Is("access", "customers", "permit", "delivery"):
		f = max(f, parked)
	}
	if inside(t) {
		f = max(f, indoors)
	}
	return f
}

// roadFactor returns the factor of a way by its kind and its pavement.
func roadFactor(t osm.Tags) int64 {
	class := traffic(t)
	switch {
	case class > noTraffic && tunnel(t) && pavement(t):
		return cramped
	case class > noTraffic && tunnel(t):
		return tunnelled
	case t.Is("highway", "cycleway", "bridleway", "platform", "busway"):
		return shared
	case t.Is("highway", "steps"):
		return stairs
	case class == noTraffic, pavement(t), t.Is("highway", "living_street"):
		return best
	case class < heavyTraffic:
		return calm
	case t.Is("sidewalk", "separate") || t.Is("sidewalk:both", "separate"):
		return sidePath
	case t.Is("highway", "tertiary", "tertiary_link"):
		return busy
	}
	return busier
}

// tunnel reports whether a way is under the ground, and not just a passage through a
// building.
func tunnel(t osm.Tags) bool {
	return t.Get("tunnel") != "" && !t.Is("tunnel", "no", "building_passage", "passage")
}

// inside reports whether a way is in a building.
func inside(t osm.Tags) bool {
	return t.Is("highway", "corridor") || t.Get("indoor") != "" && !t.Is("indoor", "no")
}

// A hold says whether a site can be at a way.
type hold uint8

const (
	holdsNothing hold = iota // a road tunnel: sites are above it
	holdsInside              // a way in a building or under the ground: only of sites without another way
	holdsAll
)

// holdOf returns what a walkable way holds. Bridges hold sites, because a bridge may be
// one; see climbing.
func holdOf(t osm.Tags) hold {
	under := tunnel(t) || beyond(t.Get("layer"), -1) || beyond(t.Get("level"), -1)
	switch {
	case tunnel(t) && traffic(t) > noTraffic:
		return holdsNothing
	case under, inside(t):
		return holdsInside
	}
	return holdsAll
}

// above reports whether a way is above the ground, such as a bridge.
func above(t osm.Tags) bool {
	return t.Get("bridge") != "" && !t.Is("bridge", "no") || beyond(t.Get("layer"), 1) || beyond(t.Get("level"), 1)
}

// beyond reports whether a layer or a level, or all of several levels such as "-2;-1", are
// on one side of the ground: above it (1) or below it (-1).
func beyond(levels string, side float64) bool {
	for level := range strings.SplitSeq(levels, ";") {
		if n, err := strconv.ParseFloat(strings.TrimSpace(level), 64); err != nil || !(n*side > 0) {
			return false
		}
	}
	return true
}

// weightOf returns the cost of a millimetre with a factor. Of paths with equal costs the
// shorter one is better, so each millimetre costs a little more, which decides nothing
// else: 2²² mm are more than two such paths differ by. A path across the Earth does not
// overflow.
func weightOf(factor int64) int64 { return factor<<22 + 1 }
