package pdf

import "fmt"

// impose lays the pages of a document on sheets, two on each side, in the
// order in which a stapled and folded booklet is read. What is missing to a
// multiple of four stays blank at the end. The sheets are printed on both
// sides, turned over the short edge.
//
// The tags stay, so the booklet can be read aloud in the right order; links
// and bookmarks lead to pages, of which a sheet has two, and go.
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
		left, right := side, count4-1-side // from 0; the odd sides, which are backs, read so
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
	for _, gone := range []name{"Dests", "Names", "Outlines", "PageMode", "OpenAction"} {
		delete(root, gone)
	}
	d.retag(d.dict(root["StructTreeRoot"])["K"], sheetOf, formOf)
	return nil
}

// form makes a page a drawing that a sheet can hold.
func (d *document) form(page dict) (ref, error) {
	content, ok := d.get(page["Contents"]).(*stream)
	if !ok {
		return 0, fmt.Errorf("%w: a page whose content is not one stream", errSyntax)
	}
	own := dict{"Type": name("XObject"), "Subtype": name("Form"), "BBox": page["MediaBox"], "Resources": page["Resources"]}
	for _, key := range []name{"StructParents", "Group"} {
		if v, ok := page[key]; ok {
			own[key] = v
		}
	}
	for key, v := range content.dict {
		own[key] = v
	}
	return d.add(&stream{own, content.data}), nil
}

// place draws a page in its half of the sheet, in the middle; one that is
// wider than high is turned.
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

// retag tells the structure elements on which sheet, and in which drawing on
// it, their content now is.
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

// moved is a piece of content as a sheet has it; nil for an annotation.
func (d *document) moved(kid any, page ref, sheetOf, formOf map[ref]ref) any {
	switch own := d.get(kid).(type) {
	case number:
		return dict{"Type": name("MCR"), "Pg": sheetOf[page], "Stm": formOf[page], "MCID": own}
	case dict:
		switch d.name(own["Type"]) {
		case "OBJR":
			return nil
		case "MCR":
			if other, ok := own["Pg"].(ref); ok {
				page = other
			}
			return dict{"Type": name("MCR"), "Pg": sheetOf[page], "Stm": formOf[page], "MCID": own["MCID"]}
		}
		return kid
	}
	return nil
}
