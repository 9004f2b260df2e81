package prose

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// suspects are the characters at which garbled text can begin: the characters that the
// first one or two bytes of a character's UTF-8 become in Latin-1 and in GBK, and those
// that decoders substitute for invalid bytes. They are computed once from the encodings.
var suspects = sync.OnceValue(func() *set {
	s := new(set)
	s.add("\uFFFD锟烫屯")
	for r := rune(0xE000); r <= 0xF8FF; r++ { // private use
		s.add(string(r))
	}
	for r := rune(0x80); r <= 0x9F; r++ { // C1 controls
		s.add(string(r))
	}
	for r := rune(0xC2); r <= 0xF4; r++ { // UTF-8's leading bytes as Latin-1
		s.add(string(r))
	}
	gbk := simplifiedchinese.GBK.NewDecoder()
	for _, first := range []byte{0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF} {
		for second := byte(0x80); second <= 0xBF; second++ {
			if pair, err := gbk.Bytes([]byte{first, second}); err == nil {
				s.add(string(pair))
			}
		}
	}
	return s
})

// mojibake examines the suspect at text[i:].
func mojibake(text string, i int) (Finding, bool) {
	rest := text[i:]
	for _, sign := range lostSigns {
		if strings.HasPrefix(rest, sign) {
			return Finding{i, "mojibake/lost", []any{sign}}, true
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == utf8.RuneError, r <= 0x9F, unicode.Is(unicode.Co, r):
		return Finding{i, "mojibake/lost", []any{rest[:size]}}, true
	case r <= 0xFF:
		if seen, meant := asLatin(rest); meant != "" {
			return Finding{i, "mojibake/meant", []any{seen, meant}}, true
		}
	default:
		if seen, meant := asGBK(rest); meant != "" {
			return Finding{i, "mojibake/meant", []any{seen, meant}}, true
		}
	}
	return Finding{}, false
}

// lostSigns are the results of lost bytes: U+FFFD in UTF-8 read as GBK; uninitialized
// memory read as GBK; and 中国 in UTF-8 read as GBK by a program that drops the pair
// without a character in GBK.
var lostSigns = []string{"锟斤拷", "烫烫烫", "屯屯屯", "涓浗"}

// asLatin interprets the start of s as UTF-8 that was read as Windows-1252: "Ã©" is é,
// "ä¸­å›½" is 中国. It returns the garbled text and the original, or empty strings if s
// cannot be interpreted so.
//
// Correct text can be similar: French encloses « café » in no-break spaces, and German
// „Spaß“ ends with a letter and a quotation mark that together are valid UTF-8. A single
// character is therefore accepted only if it is likely and does not consist of punctuation.
func asLatin(s string) (seen, meant string) {
	var raw []byte
	var ends []int // where in s the character of each byte ends
	for i, r := range s {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && r >= 0x80 && r <= 0x9F {
			b, ok = byte(r), true // five bytes that are undefined in Windows-1252
		}
		if !ok || b < 0x80 || len(raw) == 64 {
			break
		}
		raw = append(raw, b)
		ends = append(ends, i+utf8.RuneLen(r))
	}
	letters, n := 0, 0
	for n < len(raw) {
		r, size := utf8.DecodeRune(raw[n:])
		if r == utf8.RuneError || size == 2 && raw[n] > 0xC3 {
			break
		}
		for _, b := range raw[n+1 : n+size] {
			if !strings.ContainsRune("\u0085\u0091\u0092\u0093\u0094\u0096\u0097\u00A0\u00AB\u00BB", rune(b)) {
				letters++
				break
			}
		}
		if raw[n] == 0xE2 && raw[n+1] == 0x80 { // â€ does not occur otherwise
			letters++
		}
		n += size
	}
	if letters == 0 {
		return "", ""
	}
	return s[:ends[n-1]], string(raw[:n])
}

// asGBK interprets the start of s as UTF-8 that was read as GBK: "鍥介槻" is 国防. Two
// characters of three bytes become three characters in GBK. At least two consecutive
// common characters must result, which does not happen by chance with correct text.
func asGBK(s string) (seen, meant string) {
	const enough = 12 // characters needed for detection and the message
	gbk := simplifiedchinese.GBK.NewEncoder()
	var raw []byte
	var ends []int
	for i, r := range s {
		if r < utf8.RuneSelf || len(ends) == enough {
			break
		}
		pair, err := gbk.Bytes([]byte(string(r)))
		if err != nil || len(pair) != 2 {
			break
		}
		raw = append(raw, pair...)
		ends = append(ends, i+utf8.RuneLen(r))
	}
	n, count := 0, 0
	for n < len(raw) {
		r, size := utf8.DecodeRune(raw[n:])
		if size != 3 || !everyday(r) {
			break
		}
		n += size
		count++
	}
	if count < 2 {
		return "", ""
	}
	return s[:ends[(n-1)/2]], string(raw[:n])
}

// everyday reports whether r is Chinese punctuation or one of the 3755 most common
// characters, the first level of GB 2312, which form one block in GBK.
func everyday(r rune) bool {
	if strings.ContainsRune("，。、；：？！（）《》“”‘’—…", r) {
		return true
	}
	pair, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	return err == nil && len(pair) == 2 && pair[0] >= 0xB0 && pair[0] <= 0xD7 && pair[1] >= 0xA1
}
