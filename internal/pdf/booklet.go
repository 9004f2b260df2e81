package pdf

import "fmt"

// impose arranges the pages of a document on sheets of the given size in
// points, two on each side, so that the sheets can be folded and stapled into a
// booklet. Blank pages at the end fill it up to a multiple of four. The sheets
// are printed on both sides, flipped on the short edge.
//
// The tags are kept, so that the booklet is read aloud in the right order.
// Links and bookmarks are removed: their destinations are pages, and a sheet
// has two.
func (d *document) impose(width, height float64) error {
	pages := d.pages()
	forms := make([]ref, len(pages))
	sheetOf := make(map[ref]ref, len(pages)) // page → sheet
	formOf := make(map[ref]ref, len(pages))  // page → form
	for i, page := range pages {
		form, err := d.form(d.dict(page))
		if err != nil {
			return err
		}
		forms[i] = form
		formOf[page] = form
	}
	root := d.dict(d.trailer["Root"])
	tree := d.add(dict{})
	var kids array
	count4 := (len(pages) + 3) / 4 * 4
	for side := range count4 / 2 {
		left, right := side, count4-1-side // from 0; this is the order on odd sides, the backs
		if side%2 == 0 {
			left, right = right, left
		}
		sheet := d.add(dict{"Type": name("Page"), "Parent": tree, "MediaBox": array{number("0"), number("0"), decimal(width), decimal(height)}, "Tabs": name("S")})
		drawn, content := dict{}, ""
		for k, n := range []int{left, right} {
			if n >= len(pages) {
				continue
			}
			key := name(fmt.Sprintf("P%d", k))
			drawn[key] = forms[n]
			content += d.place(forms[n], key, float64(k)*width/2, width/2, height)
			sheetOf[pages[n]] = sheet
		}
		d.dict(sheet)["Resources"] = dict{"XObject": drawn}
		d.dict(sheet)["Contents"] = d.add(&stream{dict{}, []byte(content)})
		kids = append(kids, sheet)
	}
	d.objects[tree] = dict{"Type": name("Pages"), "Kids": kids, "Count": count(len(kids))}
	root["Pages"] = tree
	for _, key := range []name{"Dests", "Names", "Outlines", "PageMode", "OpenAction"} {
		delete(root, key)
	}
	d.retag(d.dict(root["StructTreeRoot"])["K"], sheetOf, formOf)
	return nil
}

// form adds a form XObject with the content of a page.
func (d *document) form(page dict) (ref, error) {
	content, ok := d.get(page["Contents"]).(*stream)
	if !ok {
		return 0, fmt.Errorf("%w: a page whose content is not one stream", errSyntax)
	}
	form := dict{"Type": name("XObject"), "Subtype": name("Form"), "BBox": page["MediaBox"], "Resources": page["Resources"]}
	for _, key := range []name{"StructParents", "Group"} {
		if v, ok := page[key]; ok {
			form[key] = v
		}
	}
	for key, v := range content.dict {
		form[key] = v
	}
	return d.add(&stream{form, content.data}), nil
}

// place returns the operators that draw a page in the middle of its half of a
// sheet, rotated if it is wider than high. The half begins at x; all lengths
// are in points.
func (d *document) place(form ref, key name, x, width, height float64) string {
	box := d.array(d.dict(form)["BBox"])
	if len(box) != 4 {
		return ""
	}
	w, h := d.float(box[2])-d.float(box[0]), d.float(box[3])-d.float(box[1])
	if w > h {
		return fmt.Sprintf("q 0 1 -1 0 %s %s cm /%s Do Q\n", decimal(x+(width+h)/2), decimal((height-w)/2), key)
	}
	return fmt.Sprintf("q 1 0 0 1 %s %s cm /%s Do Q\n", decimal(x+(width-w)/2), decimal((height-h)/2), key)
}

func decimal(f float64) number { return number(fmt.Sprintf("%.2f", f)) }

// retag updates the structure elements below v to refer to the sheet and the
// form that contain their content. The maps are keyed by page.
func (d *document) retag(v any, sheetOf, formOf map[ref]ref) {
	seen := map[ref]bool{}
	todo := array{v}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if r, ok := v.(ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		switch v := d.get(v).(type) {
		case array:
			todo = append(todo, v...)
		case dict:
			if d.name(v["S"]) == "" {
				continue
			}
			page, _ := v["Pg"].(ref)
			kids, ok := d.get(v["K"]).(array)
			if !ok {
				kids = array{v["K"]}
			}
			var moved array
			for _, kid := range kids {
				if kid = d.moved(kid, page, sheetOf, formOf); kid != nil {
					moved = append(moved, kid)
				}
			}
			delete(v, "Pg")
			if v["K"] = moved; len(moved) == 0 {
				delete(v, "K")
			}
			todo = append(todo, moved...)
		}
	}
}

// moved returns a child of a structure element with its content referred to on
// the sheet, or nil for an annotation, which a sheet does not have.
func (d *document) moved(kid any, page ref, sheetOf, formOf map[ref]ref) any {
	switch content := d.get(kid).(type) {
	case number:
		return dict{"Type": name("MCR"), "Pg": sheetOf[page], "Stm": formOf[page], "MCID": content}
	case dict:
		switch d.name(content["Type"]) {
		case "OBJR":
			return nil
		case "MCR":
			if other, ok := content["Pg"].(ref); ok {
				page = other
			}
			return dict{"Type": name("MCR"), "Pg": sheetOf[page], "Stm": formOf[page], "MCID": content["MCID"]}
		}
		return kid
	}
	return nil
}
