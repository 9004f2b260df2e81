package render

import (
	"cmp"
	"regexp"
	"strings"

	"wayside/internal/guide"
)

// A term is an element of Dublin Core, which catalogues of archives and libraries read.
// They know its prefix without a link to its schema, which would be an address elsewhere.
type term struct{ name, content string }

// recordTerms returns what is known of a page as a record: who published it, under which
// licence, and when its text was last revised.
func recordTerms(p *draft, d *guide.Document) (terms []term) {
	add := func(name, content string) {
		if content != "" {
			terms = append(terms, term{name, content})
		}
	}
	add("publisher", p.plain(p.r.guide.Publisher))
	add("license", p.r.guide.Licence)
	if page := d.In(p.lang); page != nil {
		add("modified", page.Date.String())
	}
	if len(terms) > 0 {
		add("language", string(p.lang))
	}
	return terms
}

// imageSchema returns the photo of a page with its author and its rights, so that search
// engines name them; nil if it has no address.
func imageSchema(p *draft, photo *guide.Photo) *schemaImage {
	picture, _ := p.surveyed(photo.File)
	v := nearChat(picture.Variants)
	if v.Width == 0 || p.r.guide.BaseURL == "" {
		return nil
	}
	licence := cmp.Or(photo.Licence, picture.Licence)
	image := &schemaImage{
		Type: "ImageObject", URL: p.r.guide.BaseURL + v.Address, Width: v.Width, Height: v.Height,
		Caption: cmp.Or(p.plain(photo.Caption), picture.Caption), Credit: cmp.Or(p.plain(photo.Credit), picture.Credit),
		Copyright: picture.Copyright, Licence: licenceAddress(licence), Created: cmp.Or(photo.Taken.String(), picture.Taken.String()),
	}
	if image.Licence == "" {
		image.Copyright = cmp.Or(image.Copyright, licence)
	}
	return image
}

var commons = regexp.MustCompile(`^CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)$`)

// licenceAddress returns the address of a licence, "" for one that has none. schema.org
// does not take a name.
func licenceAddress(licence string) string {
	m := commons.FindStringSubmatch(licence)
	switch {
	case strings.HasPrefix(licence, "https://"), strings.HasPrefix(licence, "http://"):
		return licence
	case licence == "CC0" || licence == "CC0 1.0":
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	case m != nil:
		return "https://creativecommons.org/licenses/" + strings.ToLower(m[1]) + "/" + m[2] + "/"
	}
	return ""
}
