package preview

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"path"
	"slices"
	"strings"

	"wayside/internal/build"
	"wayside/internal/diag"
)

// draftStyle is the stylesheet of the marks, without the links to drafts: the notice
// on top of a draft, and the tag after a link to one.
const draftStyle = `.wayside-draft { margin: 0; padding: .4em 1em; text-align: center; color: #5c3a00; background: #ffe9b8; border-bottom: 1px solid #d9a441; }
@media print { .wayside-draft { display: none; } }
%s { content: " " "%s"; margin-inline-start: .4em; padding: 0 .4em; font-size: .75em; color: #5c3a00; background: #ffe9b8; border-radius: .3em; }
`

// drafts serves the stylesheet that marks the links to drafts on every page.
func (s *Server) drafts(w http.ResponseWriter) {
	planned, _, err := s.current()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	var links []string
	for _, folder := range planned.Drafts() {
		links = append(links, fmt.Sprintf(`a[href="%[1]sindex.html"]::after, a[href$="/%[1]sindex.html"]::after`, folder))
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	if len(links) > 0 {
		fmt.Fprintf(w, draftStyle, strings.Join(links, ",\n"), s.say("draft", "草稿"))
	}
}

// withDrafts adds the stylesheet to a page of a guide that has drafts, and a notice
// to one that is a draft.
func (s *Server) withDrafts(page []byte, planned *build.Planned, address string) []byte {
	drafts := planned.Drafts()
	if len(drafts) == 0 {
		return page
	}
	style := `<link rel="stylesheet" href="/_wayside/drafts.css">`
	if i := bytes.Index(page, []byte("</head>")); i >= 0 {
		page = slices.Concat(page[:i], []byte(style), page[i:])
	}
	if !slices.Contains(drafts, path.Dir(address)+"/") {
		return page
	}
	notice := `<p class="wayside-draft" role="note">` + html.EscapeString(s.say("This page is a draft: it is not published until draft = true is removed.", "这一页是草稿：去掉 draft = true 之后才会发布。")) + `</p>`
	if i := bytes.Index(page, []byte("<body")); i >= 0 {
		if end := bytes.IndexByte(page[i:], '>'); end >= 0 {
			page = slices.Concat(page[:i+end+1], []byte(notice), page[i+end+1:])
		}
	}
	return page
}

// say returns one of two forms of a text.
func (s *Server) say(en, zh string) string {
	if s.lang == diag.Chinese {
		return zh
	}
	return en
}
