package pdf

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A fontUse is a font and the character codes that the document shows in it.
type fontUse struct {
	font   dict
	used   map[int]bool // code → whether it is visible anywhere
	page   int          // the first that shows a code
	broken bool         // a text ends within a code
}

// show records the codes of a text. Codes of composite fonts have two bytes.
func (f *fontUse) show(s text, page int, hidden bool) {
	if f.page == 0 {
		f.page = page
	}
	if f.font["DescendantFonts"] == nil {
		for _, b := range s {
			f.used[int(b)] = f.used[int(b)] || !hidden
		}
		return
	}
	f.broken = f.broken || len(s)%2 == 1
	for i := 0; i+1 < len(s); i += 2 {
		code := int(s[i])<<8 | int(s[i+1])
		f.used[code] = f.used[code] || !hidden
	}
}

// codes returns the codes in order.
func (f *fontUse) codes() []int {
	all := make([]int, 0, len(f.used))
	for code := range f.used {
		all = append(all, code)
	}
	slices.Sort(all)
	return all
}

// A fontChecker checks one font.
type fontChecker struct {
	*checker
	*fontUse
	at  ref
	had map[string]bool // conditions already reported for this font
}

// check checks the font after the whole document was read.
func (f *fontUse) check(c *checker, at ref) {
	if len(f.used) == 0 {
		return
	}
	fc := &fontChecker{c, f, at, map[string]bool{}}
	fc.characters()
	switch kind := c.name(f.font["Subtype"]); kind {
	case "Type0":
		fc.composite()
	case "Type3":
		fc.drawn()
	default:
		fc.found(unknown, fmt.Sprintf("a font of the type %s", kind))
	}
}

// found adds a finding, once for each condition.
func (f *fontChecker) found(condition, detail string) {
	if f.had[condition] {
		return
	}
	f.had[condition] = true
	if base := f.name(f.font["BaseFont"]); base != "" {
		detail = strings.TrimSpace(string(base) + " " + detail)
	}
	f.checker.add(condition, f.page, f.at, detail)
}

// characters checks that each code has a character.
func (f *fontChecker) characters() {
	s, ok := f.get(f.font["ToUnicode"]).(*stream)
	if !ok {
		f.found("31-027", "")
		return
	}
	plain, ok := f.inflated(s, f.at)
	if !ok {
		return
	}
	to := map[int][]rune{}
	for _, code := range readMap(plain).codes {
		if n, err := strconv.ParseUint(code.from, 16, 16); err == nil {
			to[int(n)] = code.to
		}
	}
	for _, code := range f.codes() {
		if len(to[code]) == 0 {
			f.found("10-001", fmt.Sprintf("code %04X", code))
		}
		for _, r := range to[code] {
			switch r {
			case 0:
				f.found("31-028", fmt.Sprintf("code %04X", code))
			case 0xfeff, 0xfffe:
				f.found("31-029", fmt.Sprintf("code %04X", code))
			}
		}
	}
}

// drawn checks a Type 3 font: each code has a glyph, which is a drawing. Chromium
// calls the glyph of characters that a font does not have g0.
func (f *fontChecker) drawn() {
	names := map[int]name{}
	next := 0
	for _, v := range f.array(f.dict(f.font["Encoding"])["Differences"]) {
		switch v := f.get(v).(type) {
		case number:
			next, _ = f.integer(v)
		case name:
			names[next] = v
			next++
		}
	}
	glyphs := f.dict(f.font["CharProcs"])
	for _, code := range f.codes() {
		if glyph := names[code]; glyph == "g0" || glyph == ".notdef" || glyph == "" || glyphs[glyph] == nil {
			f.found("31-030", fmt.Sprintf("code %02X", code))
		}
	}
}

// composite checks a Type 0 font.
func (f *fontChecker) composite() {
	f.encoding()
	if f.broken {
		f.found(unknown, "a text that ends within a code")
	}
	under := f.array(f.font["DescendantFonts"])
	if len(under) != 1 {
		f.found(unknown, "a font without a descendant")
		return
	}
	font := f.dict(under[0])
	descriptor := f.dict(font["FontDescriptor"])
	program, ok := f.get(descriptor["FontFile2"]).(*stream)
	switch {
	case f.name(font["Subtype"]) != "CIDFontType2":
		if f.get(descriptor["FontFile3"]) == nil {
			f.found("31-009", "")
		}
		f.found(unknown, "a composite font that is not TrueType")
		return
	case !ok:
		f.found("31-009", "")
		return
	case descriptor["CIDSet"] != nil:
		f.found(unknown, "a font with a CIDSet")
	}
	glyphs, ok := f.glyphs(font["CIDToGIDMap"])
	if !ok {
		return
	}
	plain, ok := f.inflated(program, f.at)
	if !ok {
		return
	}
	metrics, err := readMetrics(plain)
	if err != nil {
		f.found("31-011", "a font program that cannot be read")
		return
	}
	f.program(font, metrics, glyphs)
}

// encoding checks the CMap of a Type 0 font. Only Identity-H and Identity-V can be
// checked further: codes are glyphs.
func (f *fontChecker) encoding() {
	switch v := f.get(f.font["Encoding"]).(type) {
	case name:
		if v == "Identity-H" || v == "Identity-V" {
			return
		}
		if !predefined[v] {
			f.found("31-006", string(v))
		}
	case *stream:
		f.embedded(v)
	default:
		f.found("31-006", "no encoding")
	}
	f.found(unknown, "a CMap that is not Identity")
}

// embedded checks a CMap that is embedded.
func (f *fontChecker) embedded(s *stream) {
	info := f.dict(s.dict["CIDSystemInfo"])
	other := dict{}
	if under := f.array(f.font["DescendantFonts"]); len(under) == 1 {
		other = f.dict(f.dict(under[0])["CIDSystemInfo"])
	}
	same := func(key name) bool {
		a, okA := f.get(info[key]).(text)
		b, okB := f.get(other[key]).(text)
		return okA && okB && bytes.Equal(a, b)
	}
	if !same("Registry") {
		f.found("31-001", "")
	}
	if !same("Ordering") {
		f.found("31-002", "")
	}
	if f.float(other["Supplement"]) > f.float(info["Supplement"]) {
		f.found("31-003", "")
	}
	if v := s.dict["UseCMap"]; v != nil && !predefined[f.name(v)] {
		f.found("31-008", string(f.name(v)))
	}
	plain, ok := f.inflated(s, f.at)
	if !ok {
		return
	}
	words := bytes.Fields(plain)
	mode := "0"
	for i, w := range words {
		switch {
		case string(w) == "/WMode" && i+1 < len(words):
			mode = string(words[i+1])
		case string(w) == "usecmap" && i > 0 && !predefined[name(bytes.TrimPrefix(words[i-1], []byte("/")))]:
			f.found("31-008", string(words[i-1]))
		}
	}
	given, _ := f.integer(s.dict["WMode"])
	if strconv.Itoa(given) != mode {
		f.found("31-007", mode)
	}
}

// predefined are the CMaps of ISO 32000-1, table 118.
var predefined = setOf("GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V " +
	"UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V " +
	"ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V " +
	"83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V " +
	"Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V " +
	"KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V " +
	"UniKS-UTF16-H UniKS-UTF16-V Identity-H Identity-V")

// glyphs returns the map from codes to glyphs: nil for the identity.
func (f *fontChecker) glyphs(v any) (cells, bool) {
	switch v := f.get(v).(type) {
	case nil:
		f.found("31-005", "")
	case name:
		if v == "Identity" {
			return nil, true
		}
		f.found("31-004", string(v))
	case *stream:
		plain, ok := f.inflated(v, f.at)
		return append(cells{}, plain...), ok
	default:
		f.found("31-004", "")
	}
	return nil, false
}

// program compares the codes with the glyphs of the embedded font.
func (f *fontChecker) program(font dict, m metrics, glyphs cells) {
	widths := f.widths(font)
	for _, code := range f.codes() {
		glyph := code
		if glyphs != nil {
			glyph = glyphs.u16(2 * code)
		}
		detail := fmt.Sprintf("code %04X", code)
		switch {
		case glyph == 0:
			f.found("31-030", detail)
		case glyph >= m.count && f.used[code]:
			f.found("31-011", detail)
		case f.used[code]:
			width, ok := widths[code]
			if !ok {
				width = 1000
				if v, given := font["DW"]; given {
					width = f.float(v)
				}
			}
			if math.Abs(width-m.width(glyph)) > 1 {
				f.found("31-016", fmt.Sprintf("%s: %g and %g", detail, width, m.width(glyph)))
			}
		}
	}
}

// widths reads the widths of a CIDFont, as far as codes are used.
func (f *fontChecker) widths(font dict) map[int]float64 {
	widths := map[int]float64{}
	w := f.array(font["W"])
	left := 4 * mostCodes // ranges may overlap
	for i := 0; i+1 < len(w) && left > 0; {
		first, _ := f.integer(w[i])
		if list := f.array(w[i+1]); list != nil {
			for k, v := range list[:min(len(list), left)] {
				widths[first+k] = f.float(v)
				left--
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			break
		}
		last, _ := f.integer(w[i+1])
		for code := max(first, 0); code <= min(last, mostCodes); code++ {
			widths[code] = f.float(w[i+2])
			left--
		}
		i += 3
	}
	return widths
}

// metrics are the glyphs of a TrueType font.
type metrics struct {
	count int // of glyphs
	units int // in an em
	hmtx  cells
	long  int // the number of glyphs with a width of their own
}

// readMetrics reads the metrics of an embedded font, which has fewer tables than
// the file that it was made from.
func readMetrics(file []byte) (metrics, error) {
	if len(file) < 12 || !bytes.HasPrefix(file, []byte{0, 1, 0, 0}) && !bytes.HasPrefix(file, []byte("true")) {
		return metrics{}, errNoFont
	}
	tables, err := tablesOf(file)
	if err != nil {
		return metrics{}, err
	}
	m := metrics{tables["maxp"].u16(4), tables["head"].u16(18), tables["hmtx"], tables["hhea"].u16(34)}
	if m.count == 0 || m.units == 0 || m.long == 0 || tables["glyf"] == nil || tables["loca"] == nil {
		return metrics{}, errNoFont
	}
	return m, nil
}

// width returns the width of a glyph in thousandths of an em.
func (m metrics) width(glyph int) float64 {
	return float64(m.hmtx.u16(4*min(glyph, m.long-1))) * 1000 / float64(m.units)
}
