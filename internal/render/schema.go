package render

import (
	"cmp"

	"wayside/internal/guide"
	"wayside/internal/hours"
)

// openGraph sets the picture that stands for the page, in the published width
// nearest to 1200 px: a document's cover, else the guide's.
func (r *Renderer) openGraph(f *Frame, p *draft, d *guide.Document) {
	photo := cmp.Or(d.Cover(p.lang), r.face.Cover(p.lang))
	if photo == nil || r.guide.BaseURL == "" {
		return
	}
	best := guide.Variant{}
	for _, v := range r.guide.Pictures[photo.File].Variants {
		if best.Width == 0 || off(v.Width) < off(best.Width) {
			best = v
		}
	}
	if best.Width > 0 {
		f.OpenGraph.Image = &OpenGraphImage{URL: r.guide.BaseURL + best.Address, Width: best.Width, Height: best.Height, Alt: p.plain(photo.Alt)}
	}
}

func off(width int) int { return max(width-1200, 1200-width) }

// The schema.org types that pages describe themselves with. Fields without
// a value stay out.
type (
	schemaPlace struct {
		Context     string          `json:"@context"`
		Type        []string        `json:"@type"`
		ID          string          `json:"@id,omitempty"`
		URL         string          `json:"url,omitempty"`
		Name        string          `json:"name"`
		Description string          `json:"description,omitempty"`
		Image       string          `json:"image,omitempty"`
		Address     string          `json:"address,omitempty"`
		Telephone   string          `json:"telephone,omitempty"`
		SameAs      string          `json:"sameAs,omitempty"`
		Geo         *schemaPosition `json:"geo,omitempty"`
		Hours       []schemaHours   `json:"openingHoursSpecification,omitempty"`
		Capacity    int             `json:"maximumAttendeeCapacity,omitempty"`
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

// schemaTypes are the types a kind of site is, beside TouristAttraction.
var schemaTypes = map[string][]string{
	"memorial": {"LandmarksOrHistoricalBuildings"}, "museum": {"Museum"}, "monument": {"LandmarksOrHistoricalBuildings"},
	"cemetery": {"Cemetery"}, "battlefield": {"LandmarksOrHistoricalBuildings"}, "residence": {"LandmarksOrHistoricalBuildings"},
}

func (r *Renderer) homeSchema(p *draft) []any {
	publisher, _ := r.guide.Publisher.In(p.lang)
	return []any{schemaSite{schemaContext, "WebSite", r.absolute(p.lang, ""), r.title(p.lang), string(p.lang), publisher}}
}

func (r *Renderer) siteSchema(p *draft, s *guide.Site, page *SitePage) []any {
	place := schemaPlace{
		Context: schemaContext, Type: append([]string{"TouristAttraction"}, schemaTypes[s.Kind]...),
		ID: page.Canonical, URL: page.Canonical, Name: page.Title, Description: page.Description,
		Address: p.plain(s.Address), Telephone: s.Phone, SameAs: s.Website, Capacity: s.Capacity,
	}
	if h, err := hours.Parse(s.OpeningHours); err == nil && s.OpeningHours != "" {
		for _, row := range h.Specification() {
			place.Hours = append(place.Hours, schemaHours{"OpeningHoursSpecification", row.Days, row.Opens, row.Closes, row.ValidFrom, row.ValidThrough})
		}
	}
	// A position that is kilometres off would put the place on others' maps
	// where it isn't.
	if s.Location != nil && !s.Location.Approximate() {
		place.Geo = &schemaPosition{"GeoCoordinates", s.Location.Point.Lat, s.Location.Point.Lon}
	}
	if page.OpenGraph.Image != nil {
		place.Image = page.OpenGraph.Image.URL
	}
	return append([]any{place}, trailSchema(r, p, &page.Frame)...)
}

func (r *Renderer) routeSchema(p *draft, route *guide.Route, page *RoutePage) []any {
	trip := schemaTrip{
		Context: schemaContext, Type: "TouristTrip", ID: page.Canonical, URL: page.Canonical,
		Name: page.Title, Description: page.Description, Itinerary: &schemaList{Type: "ItemList", Count: len(route.Stops)},
	}
	for _, id := range route.Audiences {
		if a := r.guide.Audience(id); a != nil {
			trip.Audience = append(trip.Audience, p.plain(a.Name))
		}
	}
	for i := range page.Stops {
		item := schemaItem{Type: "ListItem", Position: i + 1, Name: r.stopName(p, &route.Stops[i]).Text}
		if id := route.Stops[i].Site; id != "" {
			item.URL = r.absolute(p.lang, siteDir(id))
		}
		trip.Itinerary.Items = append(trip.Itinerary.Items, item)
	}
	return append([]any{trip}, trailSchema(r, p, &page.Frame)...)
}

// trailSchema is the page's breadcrumbs. They need absolute addresses, so a
// guide without a base_url has none.
func trailSchema(r *Renderer, p *draft, f *Frame) []any {
	if r.guide.BaseURL == "" {
		return nil
	}
	list := schemaList{Context: schemaContext, Type: "BreadcrumbList"}
	above := r.prefix(p.lang)
	for i, l := range f.Trail {
		// A trail's links are relative to this page: what follows the way to
		// the root is the address itself.
		dir := l.Href[len(p.root) : len(l.Href)-len("index.html")]
		list.Items = append(list.Items, schemaItem{Type: "ListItem", Position: i + 1, Name: l.Text, URL: r.guide.BaseURL + dir})
	}
	list.Items = append(list.Items, schemaItem{Type: "ListItem", Position: len(f.Trail) + 1, Name: f.Title, URL: r.guide.BaseURL + above + p.dir})
	return []any{list}
}
