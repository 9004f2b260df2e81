package render

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"wayside/internal/guide"
	"wayside/internal/learn"
	"wayside/internal/words"
)

// An AnswerCardsPage is /routes/<id>/cards/ of the teacher's folder, and the same for each
// audience that has questions of its own: cards on which pupils fill bubbles, several to
// a sheet of paper, which /results/ reads from photos.
type AnswerCardsPage struct {
	Frame
	Name        template.HTML // of the route
	Audience    string        // "" for the cards with all questions
	Lead        string        // how many cards, and how much paper they take
	Editions    []Link        // the cards with all questions and those for each audience; nil without audiences
	Card        learn.Card
	Print       template.HTML // what all cards have in common, part of an SVG in millimetres
	Cards       []AnswerCard
	HandoutHref string
	ResultsHref string
}

// An AnswerCard is the card of a pupil.
type AnswerCard struct {
	Number int
	Code   template.HTML // part of an SVG in millimetres
}

const (
	// usualCards is how many cards there are for a group of unknown size, and mostCards
	// limits the page of a large one.
	usualCards, mostCards = 40, 200

	cardsSuffix = "/cards/"
)

func cardsDir(route, audience string) string {
	dir := strings.TrimSuffix(routeDir(route), "/") + cardsSuffix
	if audience != "" {
		dir += audience + "/"
	}
	return dir
}

// answerCards returns the cards of a route by audience, counted from 1 in the order of
// audiences; the first one has all questions. A set that fits on no sheet has no card.
func answerCards(audiences []string, route *guide.Route) []*learn.Card {
	questions := allQuestions(route)
	all := make([]*learn.Card, 0, 1+len(audiences))
	for _, id := range append([]string{""}, audiences...) {
		card, fits := learn.NewCard(questions, func(q *guide.Question) bool {
			return id == "" || q.For(id)
		})
		if fits {
			all = append(all, &card)
		} else {
			all = append(all, nil)
		}
	}
	return all
}

// addCards adds the pages with a route's answer cards.
func (l *listing) addCards(route *guide.Route) {
	audiences := checkReaders(l.r.guide, route)
	for i, card := range answerCards(audiences, route) {
		if card != nil {
			l.add(cardsDir(route.ID, audienceAt(audiences, i)), route.At, func(p *draft) page { return newAnswerCardsPage(p, route, i) })
		}
	}
}

// cardsHref returns a link to a route's answer cards, or "" if it has none.
func cardsHref(p *draft, route *guide.Route) string {
	audiences := checkReaders(p.r.guide, route)
	for i, card := range answerCards(audiences, route) {
		if card != nil {
			return p.to(cardsDir(route.ID, audienceAt(audiences, i)))
		}
	}
	return ""
}

// audienceAt returns the id of an audience counted from 1, or "" for 0.
func audienceAt(audiences []string, i int) string {
	if i == 0 {
		return ""
	}
	return audiences[i-1]
}

// newAnswerCardsPage returns the cards for an audience, counted from 1; 0 is for all.
func newAnswerCardsPage(p *draft, route *guide.Route, audience int) *AnswerCardsPage {
	p.shows(factRoute, route.ID)
	w := p.words()
	audiences := checkReaders(p.r.guide, route)
	all, set := answerCards(audiences, route), checkOf(&p.view, audiences, route)
	page := &AnswerCardsPage{
		Name: p.html(route.Title), Card: *all[audience], Print: cardPrint(w, all[audience]),
		HandoutHref: p.to(handoutDir(route.ID)), ResultsHref: p.to(resultsDir),
	}
	count := min(cmp.Or(route.Group.Size, usualCards), mostCards)
	for n := 1; n <= count; n++ {
		x, y, side := page.Card.Code[0], page.Card.Code[1], page.Card.Code[2]
		page.Cards = append(page.Cards, AnswerCard{n, p.r.qr.Within(set.CardCode(audience, n), w.Fill("answer-cards-code", "n", strconv.Itoa(n)), x, y, side)})
	}
	sheets := (count + page.Card.PerSheet() - 1) / page.Card.PerSheet()
	page.Lead = w.Fill("answer-cards-lead", "n", strconv.Itoa(count), "sheets", strconv.Itoa(sheets))
	title := p.plain(route.Title) + w.T("title-comma") + w.T("answer-cards")
	for i, card := range all {
		name := w.T("answer-cards-all")
		if i > 0 {
			name = p.plain(p.r.guide.Audience(audiences[i-1]).Name)
		}
		if i == audience && i > 0 {
			page.Audience = name
			title += w.T("title-comma") + name
		}
		if card == nil || len(all) == 1 {
			continue
		}
		edition := Link{Text: name, Href: p.to(cardsDir(route.ID, audienceAt(audiences, i)))}
		if i == audience {
			edition.Current = "page"
		}
		page.Editions = append(page.Editions, edition)
	}
	page.Frame = newFrame(p, "answer-cards", title, nil)
	page.Description = page.Lead
	page.Scripts = append(page.Scripts, p.root+p.r.assets.Script("handout", p.lang))
	return page
}

// cardPrint draws what all cards of a set have in common, in millimetres. What a pupil
// fills is on the left, and what the teacher fills at the right under a grey head.
func cardPrint(w words.Words, card *learn.Card) template.HTML {
	var b strings.Builder
	for _, m := range card.Marks {
		fmt.Fprintf(&b, `<path class="card-mark" d="M%g %gh%gv%gh-%gz"/>`, m[0]-card.Mark/2, m[1]-card.Mark/2, card.Mark, card.Mark, card.Mark)
	}
	text := func(class string, at learn.Spot, text string) {
		fmt.Fprintf(&b, `<text class="%s" x="%g" y="%g">%s</text>`, class, at[0], at[1], template.HTMLEscapeString(text))
	}
	for _, head := range card.TeacherHeads() {
		fmt.Fprintf(&b, `<path class="card-shade" d="M%g %gh%gv%gh-%gz"/>`, head.X, head.Y, head.Width, head.Height, head.Width)
		text("card-head", learn.Spot{head.X + head.Width/2, head.Y + 3}, w.T("answer-cards-teacher"))
	}
	for _, row := range card.Rows {
		text("card-number", row.Number, strconv.Itoa(row.Item+1))
		if row.Teacher {
			text("card-note", learn.Spot{row.Number[0] + 3, row.Number[1]}, w.T("answer-cards-written"))
		}
		for i, at := range row.Bubbles {
			fmt.Fprintf(&b, `<circle class="card-bubble" cx="%g" cy="%g" r="%g"/>`, at[0], at[1], card.Radius)
			text("card-letter", learn.Spot{at[0], at[1] + 0.95}, bubbleLetter(w, row, i))
		}
	}
	return template.HTML(b.String())
}

// bubbleLetter returns the sign in a bubble.
func bubbleLetter(w words.Words, row learn.CardRow, i int) string {
	switch {
	case row.Teacher:
		return []string{"✓", "½", "✗"}[i]
	case row.TrueFalse:
		return w.T([]string{"answer-cards-true", "answer-cards-false"}[i])
	}
	return string(rune('A' + i))
}
