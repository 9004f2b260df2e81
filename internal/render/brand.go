package render

import (
	"fmt"
	"html/template"
	"strings"

	"wayside/internal/colour"
	"wayside/internal/guide"
)

// A LogoView is the logo in the header of every page.
type LogoView struct {
	Src, DarkSrc  string // DarkSrc is "" for the same on dark pages
	Width, Height int
}

// An Imprint is what the footer of every page says of the publisher.
type Imprint struct {
	Contact template.HTML
	Links   []Link
	Filings []Link // with the authorities of mainland China
}

// logoView returns the guide's logo, or nil.
func logoView(p *draft) *LogoView {
	b := &p.r.guide.Brand
	if b.Logo.Width == 0 {
		return nil
	}
	v := &LogoView{Src: p.root + b.Logo.Address, Width: b.Logo.Width, Height: b.Logo.Height}
	if b.LogoDark.Width > 0 {
		v.DarkSrc = p.root + b.LogoDark.Address
	}
	return v
}

// The registries of mainland China to which the numbers of websites must link.
const (
	icpRegistry    = "https://beian.miit.gov.cn/"
	policeRegistry = "https://beian.mps.gov.cn/#/query/webSearch?code="
)

// contact returns how to reach the publisher.
func contact(p *draft) template.HTML {
	return apart(p, func() Body { return p.passage(p.r.guide.Footer.Contact, inset{}) }).marked()
}

func imprint(p *draft) Imprint {
	f := &p.r.guide.Footer
	i := Imprint{Contact: contact(p)}
	for _, link := range f.Links {
		i.Links = append(i.Links, Link{Text: p.plain(link.Text), Href: link.URL})
	}
	if f.ICP != "" {
		i.Filings = append(i.Filings, Link{Text: f.ICP, Href: icpRegistry})
	}
	if f.Police != "" {
		digits := strings.Map(func(c rune) rune {
			if c >= '０' && c <= '９' { // as Chinese keyboards type them
				c -= '０' - '0'
			}
			if c < '0' || c > '9' {
				return -1
			}
			return c
		}, f.Police)
		i.Filings = append(i.Filings, Link{Text: f.Police, Href: policeRegistry + digits})
	}
	return i
}

// Contrasts that the tints of an accent have on paper: links are easier to read than the
// least.
const (
	linkContrast = 6
	darkContrast = 7
)

// brandColours returns CSS for the guide's accent and headings. Links are a darker tint, and
// dark pages have lighter ones. Paper is black and white.
func brandColours(b *guide.Brand) string {
	var css strings.Builder
	if accent, ok := colour.Parse(b.Accent); ok {
		fmt.Fprintf(&css, "@media screen{:root{--accent:%s;--link:%s}}\n", accent, colour.Darker(accent, linkContrast, colour.LightPaper...))
		fmt.Fprintf(&css, "@media screen and (prefers-color-scheme:dark){:root{--accent:%s;--link:%s}}\n",
			colour.Lighter(accent, colour.LeastContrast, colour.DarkPaper...), colour.Lighter(accent, darkContrast, colour.DarkPaper...))
	}
	if b.Headings == "sans" {
		css.WriteString(":root{--headings:var(--sans)}\n")
	}
	return css.String()
}
