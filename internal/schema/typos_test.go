package schema_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"wayside/internal/schema"
	"wayside/internal/schematest"
)

// TestTypos validates each file of the table of typos.
func TestTypos(t *testing.T) {
	all := schematest.ReadTypos(t, "testdata/typos.toml")
	schemas := map[string]*jsonschema.Schema{}
	for kind, text := range all.Files {
		schemas[kind] = schematest.Compile(t, kind, "")
		if err := schemas[kind].Validate(schematest.Decode(t, text)); err != nil {
			t.Errorf("%s without a typo: %v", kind, err)
		}
	}
	for _, typo := range all.Typo {
		err := schemas[typo.File].Validate(schematest.Decode(t, all.Text(t, typo)))
		if (err != nil) != (typo.Unseen == "") {
			t.Errorf("%s, %s: %v", typo.File, typo.Wrong, err)
		}
	}
}

// TestEditors gives the table of typos and the sample guide to the command-line programs
// of the two TOML extensions of VS Code, where the environment names them.
func TestEditors(t *testing.T) {
	all := schematest.ReadTypos(t, "testdata/typos.toml")
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	// The settings are those that `wayside new guide` writes, but for the files' names.
	var taplo, tombi strings.Builder
	fmt.Fprintln(&tombi, "[schema.catalog]\npaths = []")
	wrong := map[string]schematest.Typo{}
	for _, f := range schema.Files {
		document, _ := schema.JSON(f.Name, schematest.English)
		write(f.Name+".json", string(document))
		fmt.Fprintf(&taplo, "[[rule]]\ninclude = [\"%[1]s-*.toml\"]\nschema.path = \"%[1]s.json\"\n", f.Name)
		fmt.Fprintf(&tombi, "[[schemas]]\ninclude = [\"%[1]s-*.toml\"]\npath = \"%[1]s.json\"\n", f.Name)
		if text := all.Files[f.Name]; text != "" {
			write(f.Name+"-right.toml", text)
		}
	}
	for i, typo := range all.Typo {
		file := fmt.Sprintf("%s-%d.toml", typo.File, i)
		write(file, all.Text(t, typo))
		wrong[file] = typo
	}
	write(".taplo.toml", taplo.String())
	write(".tombi.toml", tombi.String())
	sample := map[string]string{"sites": "../../sites.toml", "route": "../../routes/*.toml", "photos": "../../content/sites/*/photos/photos.toml", "terms": "../../content/terms.toml"}
	for kind, pattern := range sample {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for i, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			write(fmt.Sprintf("%s-sample-%d.toml", kind, i), string(text))
		}
	}
	for _, editor := range []struct{ name, variable, command string }{
		{"taplo", "WAYSIDE_TAPLO", "check"},
		{"tombi", "WAYSIDE_TOMBI", "lint"},
	} {
		t.Run(editor.name, func(t *testing.T) {
			program := os.Getenv(editor.variable)
			if program == "" {
				t.Skipf("%s is not set", editor.variable)
			}
			cmd := exec.CommandContext(t.Context(), program, editor.command)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if _, ran := err.(*exec.ExitError); !ran {
				t.Fatalf("%s %s: %v\n%s", program, editor.command, err, out)
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				typo := wrong[e.Name()]
				want := typo.Rule != "" && (typo.Unseen == "" || typo.Tombi && editor.name == "tombi")
				if got := strings.Contains(string(out), e.Name()+":"); got != want {
					t.Errorf("%s: rejected is %t, want %t: %s", e.Name(), got, want, typo.Wrong)
				}
			}
			if t.Failed() {
				t.Logf("%.3000s", out)
			}
		})
	}
}
