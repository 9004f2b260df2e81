package pdf

// annotationTypes are the subtypes of ISO 32000-1, table 169, and those of its
// earlier versions.
var annotationTypes = setOf("Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink " +
	"Popup FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D Redact")

// hidden is the flag of an annotation that is never shown.
const hidden = 1 << 1

// annotations checks the annotations of all pages. elements are the structure
// elements by their references.
func (c *checker) annotations(pages []ref, elements map[ref]*element) {
	for i, r := range pages {
		page := c.dict(r)
		all := c.array(page["Annots"])
		if len(all) == 0 {
			continue
		}
		switch tabs := c.get(page["Tabs"]); tabs {
		case name("S"):
		case nil:
			c.add("28-008", i+1, r, "")
		default:
			c.add("28-009", i+1, r, "")
		}
		for _, v := range all {
			a := c.dict(v)
			flags, _ := c.integer(a["F"])
			within := (*element)(nil)
			if key, ok := c.integer(a["StructParent"]); ok {
				within = elements[refOf(c.parents[key])]
			}
			if flags&hidden == 0 {
				c.annotation(i+1, v, a, within)
			}
		}
	}
}

// annotation checks an annotation, which is within a structure element or nil.
func (c *checker) annotation(page int, at any, a dict, within *element) {
	kind, subtype := name(""), c.name(a["Subtype"])
	described := c.says(a["Contents"])
	if within != nil {
		kind = within.kind
		described = described || c.says(within.dict["Alt"])
	}
	switch subtype {
	case "Popup":
	case "Link":
		if kind != "Link" {
			c.add("28-011", page, at, string(kind))
		}
		if !c.says(a["Contents"]) {
			c.add("28-012", page, at, "")
		}
	case "Widget":
		if kind != "Form" {
			c.add("28-010", page, at, string(kind))
		}
		if !c.says(a["TU"]) && !described {
			c.add("28-005", page, at, "")
		}
	case "PrinterMark":
		if within != nil {
			c.add("28-017", page, at, "")
		}
		c.add(unknown, page, at, "a printer's mark")
	case "TrapNet":
		c.add("28-007", page, at, "")
	default:
		condition := "28-002"
		if !annotationTypes[subtype] {
			condition = "28-006"
		}
		if kind != "Annot" {
			c.add(condition, page, at, string(subtype))
		}
		if !described {
			c.add("28-004", page, at, string(subtype))
		}
		if subtype == "Screen" || subtype == "Movie" || subtype == "Sound" || subtype == "FileAttachment" || subtype == "3D" {
			c.add(unknown, page, at, "an annotation of the type "+string(subtype))
		}
	}
}

// says reports whether v is a text that is not empty.
func (c *checker) says(v any) bool {
	s, _ := c.get(v).(text)
	return len(s) > 0
}

// objectsAlone checks what may be in any object: files and references to other
// files.
func (c *checker) objectsAlone() {
	for _, r := range c.numbers() {
		for todo := []any{c.objects[r]}; len(todo) > 0; {
			v := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if s, ok := v.(*stream); ok {
				v = s.dict
			}
			switch v := v.(type) {
			case array:
				todo = append(todo, v...)
			case dict:
				if v["EF"] != nil && (!c.says(v["F"]) || !c.says(v["UF"])) {
					c.add("21-001", 0, r, "")
				}
				if c.name(v["Subtype"]) == "Form" && v["Ref"] != nil {
					c.add("30-001", 0, r, "")
				}
				for _, key := range v.sorted() {
					todo = append(todo, v[key])
				}
			}
		}
	}
}
