package render

import (
	"wayside/internal/guide"
)

// The schema.org types that describe pages. Fields without a value are omitted.
type (
	schemaPlace struct {
		Context     string          `json:"@context"`
		Type        []string        `json:"@type"`
		ID          string          `json:"@id,omitempty"`
		URL         string          `json:"url,omitempty"`
		Name        string          `json:"name"`
		Description string          `json:"description,omitempty"`
		Image       *schemaImage    `json:"image,omitempty"`
		Address     string          `json:"address,omitempty"`
		Telephone   string          `json:"telephone,omitempty"`
		SameAs      string          `json:"sameAs,omitempty"`
		Geo         *schemaPosition `json:"geo,omitempty"`
		Hours       []schemaHours   `json:"openingHoursSpecification,omitempty"`
		Capacity    int             `json:"maximumAttendeeCapacity,omitempty"`
	}
	schemaImage struct {
		Type      string `json:"@type"`
		URL       string `json:"contentUrl"`
		Width     int    `json:"width,omitempty"`
		Height    int    `json:"height,omitempty"`
		Caption   string `json:"caption,omitempty"`
		Credit    string `json:"creditText,omitempty"`
		Copyright string `json:"copyrightNotice,omitempty"`
		Licence   string `json:"license,omitempty"`
		Created   string `json:"dateCreated,omitempty"`
	}
	schemaHours struct {
		Type         string   `json:"@type"`
		Days         []string `json:"dayOfWeek,omitempty"`
		Opens        string   `json:"opens"`
		Closes       string   `json:"closes"`
		ValidFrom    string   `json:"validFrom,omitempty"`
		ValidThrough string   `json:"validThrough,omitempty"`
	}
	schemaPosition struct {
		Type string  `json:"@type"`
		Lat  float64 `json:"latitude"`
		Lon  float64 `json:"longitude"`
	}
	schemaTrip struct {
		Context     string      `json:"@context"`
		Type        string      `json:"@type"`
		ID          string      `json:"@id,omitempty"`
		URL         string      `json:"url,omitempty"`
		Name        string      `json:"name"`
		Description string      `json:"description,omitempty"`
		Audience    []string    `json:"touristType,omitempty"`
		Itinerary   *schemaList `json:"itinerary,omitempty"`
	}
	schemaList struct {
		Context string       `json:"@context,omitempty"`
		Type    string       `json:"@type"`
		Count   int          `json:"numberOfItems,omitempty"`
		Items   []schemaItem `json:"itemListElement"`
	}
	schemaItem struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name,omitempty"`
		URL      string `json:"item,omitempty"`
	}
	schemaSite struct {
		Context   string `json:"@context"`
		Type      string `json:"@type"`
		URL       string `json:"url,omitempty"`
		Name      string `json:"name"`
		Language  string `json:"inLanguage"`
		Publisher string `json:"publisher,omitempty"`
	}
)

const schemaContext = "https://schema.org"

// schemaTypes are the types of a kind of site, in addition to TouristAttraction.
var schemaTypes = map[string][]string{
	"memorial": {"LandmarksOrHistoricalBuildings"}, "museum": {"Museum"}, "monument": {"LandmarksOrHistoricalBuildings"},
	"cemetery": {"Cemetery"}, "battlefield": {"LandmarksOrHistoricalBuildings"}, "residence": {"LandmarksOrHistoricalBuildings"},
}

func homeSchema(p *draft) []any {
	publisher, _ := p.r.guide.Publisher.In(p.lang)
	return []any{schemaSite{schemaContext, "WebSite", p.r.absolute(p.lang, ""), p.r.title(p.lang), string(p.lang), publisher}}
}

func siteSchema(p *draft, s *guide.Site, page *SitePage) []any {
	place := schemaPlace{
		Context: schemaContext, Type: append([]string{"TouristAttraction"}, schemaTypes[s.Kind]...),
		ID: page.Canonical, URL: page.Canonical, Name: page.Title, Description: page.Description,
		Address: p.plain(s.Address), Telephone: s.Phone, SameAs: s.Website, Capacity: s.Capacity,
	}
	place.Hours = p.r.openings.of(s.OpeningHours).spec
	// An inaccurate position would mark the wrong place on other maps.
	if s.Location != nil && !s.Location.Approximate() {
		place.Geo = &schemaPosition{"GeoCoordinates", s.Location.Point.Lat, s.Location.Point.Lon}
	}
	if photo := s.Document.Cover(p.lang); photo != nil {
		place.Image = imageSchema(p, photo)
	}
	return []any{place}
}

func routeSchema(p *draft, route *guide.Route, page *RoutePage) []any {
	trip := schemaTrip{
		Context: schemaContext, Type: "TouristTrip", ID: page.Canonical, URL: page.Canonical,
		Name: page.Title, Description: page.Description, Itinerary: &schemaList{Type: "ItemList", Count: len(route.Stops)},
	}
	for _, id := range route.Audiences {
		if a := p.r.guide.Audience(id); a != nil {
			trip.Audience = append(trip.Audience, p.plain(a.Name))
		}
	}
	for i := range route.Stops {
		url := ""
		if s := p.site(route.Stops[i].Site); s != nil && !s.Document.Draft {
			url = p.r.absolute(p.lang, siteDir(s.ID))
		}
		trip.Itinerary.add(p.stopName(&route.Stops[i]).Text, url)
	}
	return []any{trip}
}

// add appends an item.
func (l *schemaList) add(name, url string) {
	l.Items = append(l.Items, schemaItem{Type: "ListItem", Position: len(l.Items) + 1, Name: name, URL: url})
}
