package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPrint prints a handout and looks at it as readers and tools do.
func TestPrint(t *testing.T) {
	f := handouts(1)
	p := open(t, Options{Files: f.file})
	data, report, err := p.Print(Job{Address: address(0)})
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("WAYSIDE_KEEP"); dir != "" {
		os.WriteFile(filepath.Join(dir, "print.pdf"), data, 0o644)
	}
	t.Logf("%d pages, %d bytes, %v", report.Pages, len(data), report.Starts)
	text := shown(t, "pdftotext", data)
	t.Log(text[:200])
	checked(t, data)
	if !strings.Contains(text, "方向与车站：红色足迹学习单") {
		t.Error("the heading cannot be found")
	}
	_ = bytes.Equal
}

// shown is what a tool of poppler's prints of a PDF.
func shown(t *testing.T, tool string, data []byte, arguments ...string) string {
	t.Helper()
	program, err := exec.LookPath(tool)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(tool + " is not on the PATH")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	arguments = append(arguments, file)
	if tool == "pdftotext" {
		arguments = append(arguments, "-")
	}
	out, err := exec.Command(program, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// checked has qpdf read a PDF.
func checked(t *testing.T, data []byte) {
	t.Helper()
	if out := shown(t, "qpdf", data, "--check"); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Errorf("qpdf: %s", out)
	}
}
