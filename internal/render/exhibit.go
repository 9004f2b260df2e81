package render

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"wayside/internal/guide"
	"wayside/internal/words"
)

// photoAnchor returns the anchor of a photo on its site's page: with the number on its
// label, or else with its file name. A slash is in no id of a hall, a heading or a footnote.
func photoAnchor(photo *guide.Photo) string {
	if photo.Number > 0 {
		return "photo/" + strconv.Itoa(photo.Number)
	}
	var b strings.Builder
	b.WriteString("photo/")
	for _, c := range photo.Base() {
		if c == '%' || unicode.IsSpace(c) { // an id has no space
			b.WriteString(url.PathEscape(string(c)))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// photoAnchors returns the anchors of photos by file.
func photoAnchors(photos []guide.Photo) map[string]string {
	anchors := make(map[string]string, len(photos))
	for i := range photos {
		anchors[photos[i].File] = photoAnchor(&photos[i])
	}
	return anchors
}

// anchorOf returns the anchor of a photo that the page shows, and "" when it shows the
// photo again.
func anchorOf(p *draft, file string) string {
	id := p.anchors[file]
	if id == "" || p.anchored[file] {
		return ""
	}
	if p.anchored == nil {
		p.anchored = map[string]bool{}
	}
	p.anchored[file] = true
	return id
}

// numbered reports whether a hall or photo of a site has a number on its label.
func numbered(s *guide.Site) bool {
	return slices.ContainsFunc(s.Halls, func(h guide.Hall) bool { return h.Number > 0 }) ||
		slices.ContainsFunc(s.Document.Photos, func(p guide.Photo) bool { return p.Number > 0 })
}

// hallSigns returns what marks each hall on a plan: the numbers of the labels if all
// halls have one, and otherwise their order. labels reports which, since a photo's
// number must not be taken for a place in the order.
func hallSigns(s *guide.Site) (signs []string, labels bool) {
	labels = !slices.ContainsFunc(s.Halls, func(h guide.Hall) bool { return h.Number == 0 })
	for i := range s.Halls {
		n := i + 1
		if labels {
			n = s.Halls[i].Number
		}
		signs = append(signs, strconv.Itoa(n))
	}
	return signs, labels
}

// hallsTotal says how many halls a site has, and how long a visit to all of them takes
// if that is known of each.
func hallsTotal(w words.Words, s *guide.Site) string {
	total, whole := time.Duration(0), true
	for i := range s.Halls {
		total += s.Halls[i].Stay
		whole = whole && s.Halls[i].Stay > 0
	}
	text := w.Count("count-halls", len(s.Halls))
	if whole {
		text += w.T("comma") + w.Fill("halls-time", "time", w.Duration(total))
	}
	return text
}
