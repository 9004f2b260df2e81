package pdf

// markArtifacts marks as artifacts what Chromium leaves unmarked in a tagged
// document: the background of a page, the rules of a table, the text of margin
// boxes, and text that styles insert. A stream that is not as expected stays
// unchanged.
func markArtifacts(d *document) {
	m := artifactMarker{d, map[*stream]bool{}, map[*stream]bool{}}
	for _, page := range d.pages() {
		p := d.dict(page)
		if s, ok := d.get(p["Contents"]).(*stream); ok {
			m.mark(s, d.dict(p["Resources"]))
		}
	}
}

type artifactMarker struct {
	*document
	done   map[*stream]bool // those that were marked
	tagged map[*stream]bool // whether a form has tags
}

// mostContent is the maximum size of a decompressed content stream in bytes.
const mostContent = 64 << 20

// A stretch is the part of a stream between two sequences that have tags.
type stretch struct {
	from   int  // the offset at which it begins
	paints bool // it has content, which must be marked
	text   bool // and that is text
	inText bool // it begins within a text object
}

// mark rewrites a page's content or a form that is not drawn within a tag.
func (m *artifactMarker) mark(s *stream, resources dict) {
	if m.done[s] {
		return
	}
	m.done[s] = true
	plain, err := inflate(m.document, s, mostContent)
	if err != nil {
		return
	}
	var out []byte
	copied, tags := 0, 0
	finish := func(r stretch, end int, inText bool) (ok bool) {
		if !r.paints {
			return true
		}
		kind := "/Layout"
		if r.text && tags == 0 { // Chromium draws margin boxes first
			kind = "/Pagination"
		}
		out = append(out, plain[copied:r.from]...)
		out = append(out, "\n/Artifact <</Type "+kind+">>BDC\n"...)
		out = append(append(out, plain[r.from:end]...), "\nEMC\n"...)
		copied = end
		return !r.inText && !inText // text objects and sequences must not overlap
	}
	scan := scanner{parser: parser{src: plain}}
	var open []bool // for each open sequence, whether it has a tag
	inTags, inText := 0, false
	current := stretch{}
	for op := scan.next(); op != ""; op = scan.next() {
		switch {
		case op == "BT" || op == "ET":
			inText = op == "BT"
		case begins(op):
			tagged := m.isTagged(&scan, op)
			if tagged && inTags == 0 {
				if len(open) > 0 || !finish(current, scan.start, inText) {
					return
				}
				tags++
			}
			if open = append(open, tagged); tagged {
				inTags++
			}
		case op == "EMC":
			if len(open) == 0 {
				return
			}
			if open[len(open)-1] {
				inTags--
				current = stretch{from: scan.at, inText: inText}
			}
			open = open[:len(open)-1]
		case inTags > 0:
		case op == "Do" && m.draw(&scan, resources):
			if len(open) > 0 || !finish(current, scan.start, inText) {
				return
			}
			current = stretch{from: scan.at, inText: inText}
			tags++
		case painting(op) || op == "Do":
			current.paints = true
			current.text = current.text || inText
		}
	}
	if scan.bad || len(open) > 0 || !finish(current, len(plain), inText) {
		return
	}
	if out != nil {
		s.data = deflate(append(out, plain[copied:]...))
		s.dict["Filter"] = name("FlateDecode")
		delete(s.dict, "DecodeParms")
	}
}

// isTagged reports whether a sequence has a tag: it belongs to a structure element,
// or is already an artifact.
func (m *artifactMarker) isTagged(scan *scanner, op string) bool {
	if op == "BMC" {
		return scan.operand(0) == name("Artifact")
	}
	properties, _ := scan.operand(0).(dict)
	return properties["MCID"] != nil || scan.operand(1) == name("Artifact")
}

// draw handles a Do that is not within a tag. It reports whether it draws a form
// that has tags, which is then marked itself; anything else is an artifact.
func (m *artifactMarker) draw(scan *scanner, resources dict) bool {
	key, _ := scan.operand(0).(name)
	s, ok := m.get(m.dict(resources["XObject"])[key]).(*stream)
	if !ok || m.name(s.dict["Subtype"]) != "Form" || !m.hasTags(s) {
		return false
	}
	m.mark(s, m.dict(s.dict["Resources"]))
	return true
}

// hasTags reports whether a form has sequences with tags.
func (m *artifactMarker) hasTags(s *stream) bool {
	if has, ok := m.tagged[s]; ok {
		return has
	}
	plain, err := inflate(m.document, s, mostContent)
	has := err != nil // what cannot be read is no artifact
	scan := scanner{parser: parser{src: plain}}
	for op := scan.next(); op != "" && !has; op = scan.next() {
		has = begins(op) && m.isTagged(&scan, op)
	}
	m.tagged[s] = has || scan.bad
	return m.tagged[s]
}
