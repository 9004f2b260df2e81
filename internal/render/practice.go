package render

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"wayside/internal/guide"
	"wayside/internal/speech"
	"wayside/internal/theme"
	"wayside/internal/words"
)

// A PracticeView is the button with which a young guide practises what a site's halls and
// photos have to say.
type PracticeView struct {
	Script, Sheet string // addresses, loaded when the button is pressed
	Site          string // of the site's folder in the default language: all languages share what a phone keeps
}

// practice returns nil if nothing is said at a site.
func practice(p *draft, s *guide.Site) *PracticeView {
	if !slices.ContainsFunc(s.Halls, func(h guide.Hall) bool { return !h.Text.Empty() }) &&
		!slices.ContainsFunc(s.Document.Photos, func(p guide.Photo) bool { return !p.Narration.Empty() }) {
		return nil
	}
	return &PracticeView{
		Script: p.root + p.r.assets.Script("practice", p.lang), Sheet: p.root + p.r.assets.Styles(theme.PracticeKind)[0], Site: keptSite(p, s),
	}
}

// seconds returns an estimated time as pages have it.
func seconds(d time.Duration) int { return int(speech.Round(d).Seconds()) }

// aloud says how long a text takes to say: "about 1 min 20 s", or "" for no time.
func aloud(w words.Words, d time.Duration) string {
	if d == 0 {
		return ""
	}
	return w.Fill("about", "what", w.Seconds(speech.Round(d)))
}

// spokenTotals returns how long the texts of all halls and photos take to say.
func spokenTotals(page *NarratorPage) (halls, talks time.Duration) {
	for i := range page.Halls {
		halls += page.Halls[i].spoken
	}
	for i := range page.Talks {
		talks += page.Talks[i].narration.spoken()
	}
	return halls, talks
}

func spokenWords(w words.Words, halls, talks time.Duration) string {
	if halls == 0 || talks == 0 {
		return w.Fill("spoken-all", "time", aloud(w, halls+talks))
	}
	return w.Fill("spoken-parts", "time", aloud(w, halls+talks), "halls", aloud(w, halls), "talks", aloud(w, talks))
}

// mostJudged is the number of lines on a judging sheet, which fill a page with the rubric
// above them.
const mostJudged = 16

// judging returns the rubric that the words of the language have. A level without a text for
// a criterion leaves it empty.
func judging(w words.Words) Rubric {
	list := func(key string) []string { return strings.Split(w.T(key), "|") }
	r := Rubric{Heading: w.T("criterion")}
	for i, level := range list("judge-levels") {
		r.Levels = append(r.Levels, strconv.Itoa(3-i)+" "+level)
	}
	levels := [][]string{list("judge-3"), list("judge-2"), list("judge-1")}
	for i, criterion := range list("judge-criteria") {
		row := RubricRow{Criterion: Phrase{Text: criterion}.HTML()}
		for _, texts := range levels {
			var text Phrase
			if i < len(texts) {
				text.Text = texts[i]
			}
			row.Levels = append(row.Levels, text.HTML())
		}
		r.Rows = append(r.Rows, row)
	}
	return r
}
