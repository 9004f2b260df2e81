package iiif

import (
	"regexp"
	"strings"
)

// A Text is a text by language: BCP 47 codes, or "none".
type Text map[string][]string

// A Photo is a picture of a manifest.
type Photo struct {
	ID            string // its absolute address, as of Info
	Width, Height int    // in pixels
	Label         Text
	Summary       Text
	Rights        string // the address of a licence; "" for none
	Credit        Text
}

// A Manifest describes an object and its pictures in order.
type Manifest struct {
	ID       string // its absolute address
	Page     string // the page about the object
	Label    Text
	Summary  Text
	Provider Text
	Credited Text // the label of credits: "Credit"
	Photos   []Photo
}

type (
	manifest struct {
		Context   string    `json:"@context"`
		ID        string    `json:"id"`
		Type      string    `json:"type"`
		Label     Text      `json:"label"`
		Summary   Text      `json:"summary,omitempty"`
		Homepage  []page    `json:"homepage,omitempty"`
		Provider  []agent   `json:"provider,omitempty"`
		Thumbnail []content `json:"thumbnail,omitempty"`
		Items     []any     `json:"items"`
	}
	agent struct {
		ID    string `json:"id"`
		Type  string `json:"type"`
		Label Text   `json:"label"`
	}
	page struct {
		ID     string `json:"id"`
		Type   string `json:"type"`
		Label  Text   `json:"label"`
		Format string `json:"format"`
	}
	canvas struct {
		ID        string           `json:"id"`
		Type      string           `json:"type"`
		Label     Text             `json:"label,omitempty"`
		Summary   Text             `json:"summary,omitempty"`
		Width     int              `json:"width"`
		Height    int              `json:"height"`
		Rights    string           `json:"rights,omitempty"`
		Statement *statement       `json:"requiredStatement,omitempty"`
		Thumbnail []content        `json:"thumbnail"`
		Items     []annotationPage `json:"items"`
	}
	statement struct {
		Label Text `json:"label"`
		Value Text `json:"value"`
	}
	annotationPage struct {
		ID    string       `json:"id"`
		Type  string       `json:"type"`
		Items []annotation `json:"items"`
	}
	annotation struct {
		ID         string  `json:"id"`
		Type       string  `json:"type"`
		Motivation string  `json:"motivation"`
		Body       content `json:"body"`
		Target     string  `json:"target"`
	}
	content struct {
		ID      string    `json:"id"`
		Type    string    `json:"type"`
		Format  string    `json:"format"`
		Width   int       `json:"width"`
		Height  int       `json:"height"`
		Service []service `json:"service"`
	}
	service struct {
		ID      string `json:"id"`
		Type    string `json:"type"`
		Profile string `json:"profile"`
	}
	// entry is a manifest in a collection.
	entry struct {
		ID    string `json:"id"`
		Type  string `json:"type"`
		Label Text   `json:"label"`
	}
)

const context = "http://iiif.io/api/presentation/3/context.json"

// homepage links the page that a manifest or a collection is about.
func homepage(address string, label Text) []page {
	return []page{{address, "Text", label, "text/html"}}
}

// JSON returns the manifest as a file.
func (m *Manifest) JSON() []byte {
	out := manifest{Context: context, ID: m.ID, Type: "Manifest", Label: m.Label, Summary: m.Summary, Homepage: homepage(m.Page, m.Label), Items: []any{}}
	if len(m.Provider) > 0 {
		out.Provider = []agent{{m.Page, "Agent", m.Provider}}
	}
	for i := range m.Photos {
		c := m.canvas(&m.Photos[i])
		if i == 0 {
			out.Thumbnail = c.Thumbnail
		}
		out.Items = append(out.Items, c)
	}
	return encode(out)
}

func (m *Manifest) canvas(p *Photo) canvas {
	id := p.ID + "/canvas"
	served := []service{{p.ID, "ImageService3", "level0"}}
	whole := Tile{Full: true, Max: true}
	small := Tiles(p.Width, p.Height)
	least := small[0]
	for _, t := range small {
		if t.Full && !t.Max {
			least = t // levels follow from the largest to the smallest
		}
	}
	c := canvas{
		ID: id, Type: "Canvas", Label: p.Label, Summary: p.Summary, Width: p.Width, Height: p.Height, Rights: p.Rights,
		Thumbnail: []content{{p.ID + "/" + least.Address(), "Image", "image/jpeg", least.Across, least.Down, served}},
		Items: []annotationPage{{id + "/1", "AnnotationPage", []annotation{{
			id + "/1/1", "Annotation", "painting", content{p.ID + "/" + whole.Address(), "Image", "image/jpeg", p.Width, p.Height, served}, id,
		}}}},
	}
	if len(p.Credit) > 0 {
		c.Statement = &statement{m.Credited, p.Credit}
	}
	return c
}

// Collection returns the list of a guide's manifests as a file. id is its address, and page
// that of the guide.
func Collection(id, page string, label Text, manifests []*Manifest) []byte {
	out := manifest{Context: context, ID: id, Type: "Collection", Label: label, Homepage: homepage(page, label), Items: []any{}}
	for _, m := range manifests {
		out.Items = append(out.Items, entry{m.ID, "Manifest", m.Label})
	}
	return encode(out)
}

var creativeCommons = regexp.MustCompile(`^(?i)CC[ -](BY(?:-(?:NC|SA|ND))*)[ -]([1-4]\.[05])$`)

// Rights returns the address that identifies a licence, or "" for one that has none:
// manifests name rights by their address only.
func Rights(licence string) string {
	licence = strings.TrimSpace(licence)
	switch {
	case strings.HasPrefix(licence, "https://creativecommons.org/"), strings.HasPrefix(licence, "http://rightsstatements.org/"):
		return licence
	case strings.EqualFold(licence, "CC0"), strings.EqualFold(licence, "CC0 1.0"):
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	if m := creativeCommons.FindStringSubmatch(licence); m != nil {
		return "https://creativecommons.org/licenses/" + strings.ToLower(m[1]) + "/" + m[2] + "/"
	}
	return ""
}
