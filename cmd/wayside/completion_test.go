package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/template"

	"wayside/internal/diag"
)

// TestCompletion asks bash for what it completes.
func TestCompletion(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is not installed")
	}
	var script, problems bytes.Buffer
	if code := run(t.Context(), []string{"completion", "bash"}, &script, &problems); code != exitDone {
		t.Fatalf("exit code %d: %s", code, &problems)
	}
	for typed, want := range map[string]string{
		"wayside b":               "build",
		"wayside completion p":    "powershell",
		"wayside new r":           "route",
		"wayside build --st":      "--store --strict",
		"wayside check --orders ": "",
		"wayside import F":        "",
	} {
		words := strings.Split(typed, " ")
		cmd := exec.CommandContext(t.Context(), bash, "-c", `eval "$1"; shift; COMP_CWORD=$(($# - 1)); COMP_WORDS=("$@"); _wayside; echo "${COMPREPLY[*]}"`, "bash", script.String())
		cmd.Args = append(cmd.Args, words...)
		out, err := cmd.CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%q is completed as %q, want %q (%v)", typed, out, want, err)
		}
	}
}

// TestCompletionScripts compares what the scripts of all shells know with the verbs.
func TestCompletionScripts(t *testing.T) {
	for shell := range completions {
		var script, problems bytes.Buffer
		if code := run(t.Context(), []string{"completion", shell}, &script, &problems); code != exitDone {
			t.Fatalf("%s: exit code %d: %s", shell, code, &problems)
		}
		for _, v := range describe(diag.English) {
			for _, f := range v.Flags {
				if !strings.Contains(script.String(), f.Name) {
					t.Errorf("%s does not complete %s --%s", shell, v.Name, f.Name)
				}
			}
		}
	}
	if len(completions) != 4 {
		t.Errorf("%d shells", len(completions))
	}
}

// TestManual compares the manual pages with the verbs.
func TestManual(t *testing.T) {
	page := template.Must(template.New("manual.tmpl").Funcs(template.FuncMap{
		"roff": strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.").Replace,
	}).ParseFiles("testdata/manual.tmpl"))
	for lang, name := range map[diag.Lang]string{diag.English: "wayside.1", diag.Chinese: "wayside.zh.1"} {
		var b bytes.Buffer
		if err := page.Execute(&b, map[string]any{"Verbs": describe(lang), "Chinese": lang == diag.Chinese}); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("../../docs", name)
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if is, err := os.ReadFile(file); err != nil || !bytes.Equal(is, b.Bytes()) {
			t.Errorf("%s does not have what the verbs have now (%v): go test ./cmd/wayside -run Manual -update", file, err)
		}
	}
}
