package output

import "strings"

// unportable returns the part of an address that is not a file name on Windows, where
// a guide is copied to and opened from, and the key of the message about it. Both are
// "" for an address that every system can hold.
func unportable(address string) (name, key string) {
	for part := range strings.SplitSeq(address, "/") {
		if device(part) {
			return part, "windows-name"
		}
		if strings.ContainsAny(part, `<>:"\|?*`) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return part, "windows-name/characters"
		}
	}
	return "", ""
}

// device reports whether Windows has a device of this name, with any extension.
func device(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	base = strings.ToLower(strings.TrimRight(base, " "))
	switch base {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	port, ok := strings.CutPrefix(base, "com")
	if !ok {
		port, ok = strings.CutPrefix(base, "lpt")
	}
	return ok && port != "" && strings.Contains(" 0 1 2 3 4 5 6 7 8 9 ¹ ² ³ ", " "+port+" ")
}
