package render

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"wayside/internal/geo"
	"wayside/internal/guide"
	"wayside/internal/routemap"
	"wayside/internal/timetable"
)

// regions returns the districts of the stops of a route from first to before last, by their
// sites' addresses, in the order of the stops.
func regions(p *draft, route *guide.Route, first, last int) []routemap.Region {
	var all []routemap.Region
	for i := first; i < last; i++ {
		at := timetable.Location(p.r.guide, &route.Stops[i])
		if at == nil {
			continue
		}
		name := district(p.plain(p.site(route.Stops[i].Site).Address))
		if name == "" {
			continue
		}
		k := slices.IndexFunc(all, func(r routemap.Region) bool { return r.Name == name })
		if k < 0 {
			k = len(all)
			all = append(all, routemap.Region{Name: name})
		}
		if !slices.Contains(all[k].At, geo.Point(at.Point)) {
			all[k].At = append(all[k].At, at.Point)
		}
	}
	return all
}

// A Chinese address begins with a province, a city and a district, each of which may be
// missing. What follows a district is not a city: 昌平区菜市口.
var chineseAddress = regexp.MustCompile(`^(?:\p{Han}{2,}?(?:省|自治[区區]))?([^\P{Han}区區县縣旗]{2,}?(?:自治州|地[区區]|市|盟))?(\p{Han}{2,5}?[区區县縣旗市])?`)

// districtWords end the names of districts in English addresses.
var districtWords = []string{" District", " County", " Borough", " City", " Prefecture"}

// district returns the smallest administrative area in an address that has a name of its
// own, or "".
func district(address string) string {
	if m := chineseAddress.FindStringSubmatch(address); m != nil && m[0] != "" {
		if m[2] != "" {
			return m[2]
		}
		return m[1]
	}
	for _, part := range strings.Split(address, ", ") {
		if slices.ContainsFunc(districtWords, func(word string) bool { return strings.HasSuffix(part, word) }) && !strings.ContainsFunc(part, unicode.IsDigit) {
			return part
		}
	}
	return ""
}
