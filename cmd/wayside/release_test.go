package main

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"os"
	"testing"
	"unicode/utf16"
)

// TestWindowsProgram reads the program at WAYSIDE_EXE, which was built after
// release/prepare.sh: Windows shows its icon, name and version, and gives it long paths.
func TestWindowsProgram(t *testing.T) {
	name := os.Getenv("WAYSIDE_EXE")
	if name == "" {
		t.Skip("WAYSIDE_EXE does not name a Windows program")
	}
	program, err := pe.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	if header, ok := program.OptionalHeader.(*pe.OptionalHeader64); !ok || header.Subsystem != pe.IMAGE_SUBSYSTEM_WINDOWS_CUI {
		t.Errorf("the program is not one for a console of 64 bits: %+v", program.OptionalHeader)
	}
	section := program.Section(".rsrc")
	if section == nil {
		t.Fatal("the program has no resources")
	}
	resources, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	types := resourceTypes(resources)
	const icon, iconGroup, version, manifest = 3, 14, 16, 24
	for _, kind := range []uint32{icon, iconGroup, version, manifest} {
		if !types[kind] {
			t.Errorf("no resource of type %d among %v", kind, types)
		}
	}
	for _, text := range []string{"OriginalFilename", "wayside.exe", "Wayside 研学网站", "ProductVersion"} {
		if !bytes.Contains(resources, utf16LE(text)) {
			t.Errorf("no %q in the version's texts", text)
		}
	}
	if !bytes.Contains(resources, []byte("longPathAware")) {
		t.Error("the program cannot use long paths")
	}
}

// resourceTypes returns the types in the root directory of resources: a header of 16
// bytes, whose last two numbers count the entries, and 8 bytes for each entry, which
// begin with its type. See "The .rsrc Section" of Microsoft's "PE Format".
func resourceTypes(resources []byte) map[uint32]bool {
	types := map[uint32]bool{}
	named, numbered := binary.LittleEndian.Uint16(resources[12:]), binary.LittleEndian.Uint16(resources[14:])
	for i := range int(named) + int(numbered) {
		types[binary.LittleEndian.Uint32(resources[16+8*i:])] = true
	}
	return types
}

func utf16LE(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}
