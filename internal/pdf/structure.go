package pdf

import (
	"fmt"
	"net/url"
	"slices"
)

// standard maps tags that Chromium writes for elements of HTML to the standard
// structure types of PDF 1.7.
var standard = dict{"Aside": name("Sect"), "Em": name("Span"), "Strong": name("Span"), "Title": name("P"), "FENote": name("Note"), "Sub": name("Span")}

// fixStructure adds the descriptions of links to the tags of a document and
// replaces the ids of tags, which depend on the browser's memory, with ids that
// count from one. It returns the number of pictures without a description.
func (d *document) fixStructure(root dict, links []Link) (undescribed int) {
	tree := d.dict(root["StructTreeRoot"])
	if tree == nil {
		return 0
	}
	tree["RoleMap"] = standard
	// The browser derives ids from the nodes it has in memory.
	ids := map[string]text{}
	rename := func(old text) text {
		if _, ok := ids[string(old)]; !ok {
			ids[string(old)] = text(fmt.Sprintf("n%06d", len(ids)+1))
		}
		return ids[string(old)]
	}
	w := &walker{document: d, links: links, rename: rename, parents: numberTree(d, tree["ParentTree"])}
	w.walk(tree["K"])
	w.describeRest(d.pages())
	named := map[string]any{}
	d.entries(tree["IDTree"], "Names", func(key, v any) {
		if name, ok := d.get(key).(text); ok {
			if renamed, ok := ids[string(name)]; ok {
				named[string(renamed)] = v
			}
		}
	})
	delete(tree, "IDTree")
	if len(named) > 0 {
		var flat array
		keys := make([]string, 0, len(named))
		for key := range named {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			flat = append(flat, text(key), named[key])
		}
		tree["IDTree"] = dict{"Names": flat}
	}
	return w.undescribed
}

// entries calls f for every entry of a name tree ("Names") or a number tree ("Nums").
func (d *document) entries(tree any, kind name, f func(key, value any)) {
	seen := map[ref]bool{}
	for todo := (array{tree}); len(todo) > 0; {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if r, ok := v.(ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		node := d.dict(v)
		flat := d.array(node[kind])
		for i := 0; i+1 < len(flat); i += 2 {
			f(flat[i], flat[i+1])
		}
		todo = append(todo, d.array(node["Kids"])...)
	}
}

// A walker visits structure elements in reading order.
type walker struct {
	*document
	links       []Link // those that no element has claimed
	rename      func(text) text
	seen        map[ref]bool
	parents     map[int]any // the parent tree
	undescribed int
}

// walk visits all elements below v. It is not recursive, because the depth of a
// tree grows with the length of the page.
func (w *walker) walk(v any) {
	w.seen = map[ref]bool{}
	todo := array{v}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at := refOf(v)
		if at != 0 && w.seen[at] {
			continue
		}
		w.seen[at] = true
		switch v := w.get(v).(type) {
		case array:
			kids := slices.Clone(v)
			slices.Reverse(kids)
			todo = append(todo, kids...)
		case dict:
			if w.name(v["S"]) == "" {
				continue
			}
			w.element(v, at)
			todo = append(todo, v["K"])
		}
	}
}

func (w *walker) element(e dict, at ref) {
	if id, ok := w.get(e["ID"]).(text); ok {
		e["ID"] = w.rename(id)
	}
	for _, attributes := range w.attributes(e["A"]) {
		for i, header := range w.array(attributes["Headers"]) {
			if id, ok := w.get(header).(text); ok {
				w.array(attributes["Headers"])[i] = w.rename(id)
			}
		}
	}
	switch w.name(e["S"]) {
	case "Figure":
		w.figure(e)
	case "L":
		w.retype(e, "LI") // of footnotes
	case "LI":
		w.item(e, at)
	case "Link":
		w.link(e)
	case "NonStruct": // a reference to a footnote, or back
		if w.isLink(e) {
			e["S"] = name("Link")
			w.link(e)
		}
	case "Ruby":
		w.retype(e, "RB")
	}
}

// retype gives the kids without a meaning of their own the type that they have in
// such an element.
func (w *walker) retype(e dict, to name) {
	for _, kid := range w.kids(e) {
		if d := w.dict(kid); w.name(d["S"]) == "NonStruct" {
			d["S"] = to
		}
	}
}

// isLink reports whether an element has the annotation of a link.
func (w *walker) isLink(e dict) bool {
	return slices.ContainsFunc(w.kids(e), func(kid any) bool {
		return w.name(w.dict(w.dict(kid)["Obj"])["Subtype"]) == "Link"
	})
}

// kids returns the kids of an element.
func (w *walker) kids(e dict) array {
	if kids := w.array(e["K"]); kids != nil {
		return kids
	}
	if e["K"] == nil {
		return nil
	}
	return array{e["K"]}
}

// item moves what a list item contains, other than its label, into an LBody, which
// Chromium leaves out.
func (w *walker) item(e dict, at ref) {
	var labels, rest array
	for _, kid := range w.kids(e) {
		if kind := w.name(w.dict(kid)["S"]); kind == "Lbl" || kind == "LBody" {
			labels = append(labels, kid)
		} else {
			rest = append(rest, kid)
		}
	}
	if at == 0 || len(rest) == 0 {
		return
	}
	body := dict{"Type": name("StructElem"), "S": name("LBody"), "P": at, "K": rest}
	if page, ok := e["Pg"]; ok {
		body["Pg"] = page
	}
	to := w.add(body)
	for _, kid := range rest {
		w.adopt(kid, refOf(e["Pg"]), to)
	}
	e["K"] = append(labels, to)
}

// adopt makes an element the parent of a kid, which is on a page unless it names
// another.
func (w *walker) adopt(kid any, page, parent ref) {
	switch content := w.get(kid).(type) {
	case number:
		w.own(page, content, parent)
	case dict:
		if other := refOf(content["Pg"]); other != 0 {
			page = other
		}
		if w.name(content["S"]) != "" {
			content["P"] = parent
		} else {
			w.own(page, content["MCID"], parent)
		}
	}
}

// own enters the parent of marked content into the parent tree.
func (w *walker) own(page ref, id any, parent ref) {
	key, ok := w.integer(w.dict(page)["StructParents"])
	n, given := w.integer(id)
	if elements := w.array(w.parents[key]); ok && given && n >= 0 && n < len(elements) {
		elements[n] = parent
	}
}

// attributes returns an element's attribute dictionaries; v is one, or an array
// of them.
func (d *document) attributes(v any) []dict {
	if a, ok := d.get(v).(array); ok {
		var all []dict
		for _, item := range a {
			if one, ok := d.get(item).(dict); ok {
				all = append(all, one)
			}
		}
		return all
	}
	if one, ok := d.get(v).(dict); ok {
		return []dict{one}
	}
	return nil
}

// figure fixes the type of a figure. Chromium tags both <figure> and the <img>
// in it as figures; the outer one, which contains a picture and its caption,
// becomes a Div.
func (w *walker) figure(e dict) {
	if alt, ok := w.get(e["Alt"]).(text); ok && len(alt) > 0 {
		return
	}
	for _, kid := range w.kids(e) {
		if w.name(w.dict(kid)["S"]) != "" {
			e["S"] = name("Div")
			return
		}
	}
	w.undescribed++
}

// link sets the description of a link's annotations to the text of the link,
// which screen readers read out when they list the links of a page.
func (w *walker) link(e dict) {
	words := ""
	for _, kid := range w.kids(e) {
		annotation := w.dict(w.dict(kid)["Obj"])
		if w.name(annotation["Subtype"]) != "Link" {
			continue
		}
		if words == "" { // once for a link that is broken into several lines
			words = w.claim(w.target(annotation))
		}
		annotation["Contents"] = encode(words)
	}
}

// target returns the target of an annotation, in the form of Link.Target.
func (d *document) target(annotation dict) string {
	if uri, ok := d.get(d.dict(annotation["A"])["URI"]).(text); ok {
		return string(uri)
	}
	switch to := d.get(annotation["Dest"]).(type) {
	case name:
		return unescaped(string(to))
	case text:
		return string(to)
	}
	return ""
}

// claim returns the text of the next link to a target: the tags are in the same
// order as the links of the page. Without such a link it returns the target.
func (w *walker) claim(target string) string {
	for i, l := range w.links {
		if l.Target == target && l.Words != "" {
			w.links = w.links[i+1:]
			return l.Words
		}
	}
	return target
}

// describeRest describes the links that no tag refers to.
func (w *walker) describeRest(pages []ref) {
	for _, page := range pages {
		for _, v := range w.array(w.dict(page)["Annots"]) {
			annotation := w.dict(v)
			if w.name(annotation["Subtype"]) == "Link" && annotation["Contents"] == nil {
				annotation["Contents"] = encode(w.target(annotation))
			}
		}
	}
}

// unescaped returns the id that a destination's name refers to: Chromium keeps
// the percent-encoding of the address.
func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
