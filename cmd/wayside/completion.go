package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template"

	"wayside/internal/diag"
)

var completionVerb = verb{
	name: "completion", args: "bash|zsh|fish|powershell",
	help: map[diag.Lang]string{diag.English: "print a script that completes commands in a shell", diag.Chinese: "输出命令行补全脚本"},
	run:  runCompletion,
}

// completionVerb describes all verbs, so the list of all cannot have it from the beginning.
func init() { verbs = append(verbs, completionVerb) }

// A described verb is what completions and the manual page say of it.
type described struct {
	Name, Args, Help string
	Words            []string // what may follow the name, such as bash and zsh here
	Flags            []describedFlag
}

type describedFlag struct {
	Name, Argument, Help, Default string // Argument is "" for a flag without one
}

// describe returns the verbs with their flags. A verb that is asked for help defines its
// flags and does nothing else.
func describe(lang diag.Lang) []described {
	var list []described
	for _, v := range verbs {
		c := &command{verb: v, flags: flag.NewFlagSet(v.name, flag.ContinueOnError), args: []string{"-h"}, stdout: io.Discard, stderr: io.Discard, lang: lang}
		v.run(context.Background(), c)
		d := described{Name: v.name, Args: v.args, Help: v.help[lang]}
		if first, _, _ := strings.Cut(v.args, " "); strings.Contains(first, "|") && !strings.ContainsAny(first, "[.") {
			d.Words = strings.Split(first, "|")
		}
		c.flags.VisitAll(func(f *flag.Flag) {
			argument, help := flag.UnquoteUsage(f)
			d.Flags = append(d.Flags, describedFlag{f.Name, argument, help, defaultOf(f)})
		})
		list = append(list, d)
	}
	return list
}

// defaultOf returns the value of a flag that is not given, as help shows it, or "".
func defaultOf(f *flag.Flag) string {
	switch f.DefValue {
	case "false", "0s":
		return ""
	}
	return f.DefValue
}

// completions are the scripts by shell. What is neither a command nor a flag is completed
// as the name of a file.
var completions = map[string]*template.Template{
	"bash": completion(`# source <(wayside completion bash)
_wayside() {
  local word=${COMP_WORDS[COMP_CWORD]} words=
  COMPREPLY=()
  case $COMP_CWORD/${COMP_WORDS[1]}/$word in
  1/*) words="{{range .}}{{.Name}} {{end}}help" ;;
{{- range .}}{{$name := .Name}}
  */{{$name}}/-*) words="{{range .Flags}}--{{.Name}} {{end}}" ;;
{{- with .Words}}
  2/{{$name}}/*) words="{{range .}}{{.}} {{end}}" ;;
{{- end}}{{end}}
  esac
  [ -z "$words" ] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _wayside wayside
`),
	"zsh": completion(`#compdef wayside
_wayside() {
  local -a commands
  commands=(
{{- range .}}
    {{zsh .Name .Help}}
{{- end}}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
{{- range .}}
  {{.Name}})
    _arguments{{range .Flags}} {{zshFlag .}}{{end}} '*:file:_files{{with .Words}}'
    (( CURRENT == 3 )) && compadd {{range .}}{{.}} {{end}}{{else}}'{{end}} ;;
{{- end}}
  esac
}
compdef _wayside wayside
`),
	"fish": completion(`# wayside completion fish | source
complete -c wayside -n __fish_use_subcommand -f
{{- range .}}
complete -c wayside -n __fish_use_subcommand -a {{.Name}} -d {{quote .Help}}
{{- $name := .Name}}
{{- with .Words}}
complete -c wayside -n '__fish_seen_subcommand_from {{$name}}' -a '{{range $i, $w := .}}{{if $i}} {{end}}{{$w}}{{end}}'
{{- end}}
{{- range .Flags}}
complete -c wayside -n '__fish_seen_subcommand_from {{$name}}' -l {{.Name}}{{if .Argument}} -r{{end}} -d {{quote .Help}}
{{- end}}{{end}}
`),
	"powershell": completion(`# wayside completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName wayside, wayside.exe -ScriptBlock {
  param($word, $tree, $cursor)
  $known = @{
{{- range .}}
    {{quote .Name}} = @({{range $i, $f := .Flags}}{{if $i}}, {{end}}'--{{$f.Name}}'{{end}}{{range .Words}}, '{{.}}'{{end}})
{{- end}}
  }
  $given = @($tree.CommandElements | ForEach-Object { $_.ToString() })
  $first = $given.Count -lt 2 -or ($given.Count -eq 2 -and $word)
  $words = if ($first) { $known.Keys | Sort-Object } else { $known[$given[1]] }
  $words | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`),
}

func completion(text string) *template.Template {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "’") + "'" }
	return template.Must(template.New("").Funcs(template.FuncMap{
		"quote": quote,
		"zsh":   func(name, help string) string { return quote(name + ":" + strings.ReplaceAll(help, ":", "\\:")) },
		"zshFlag": func(f describedFlag) string {
			text := "--" + f.Name
			if f.Argument != "" {
				text += "="
			}
			text += "[" + strings.NewReplacer("[", "(", "]", ")").Replace(f.Help) + "]"
			if f.Argument != "" {
				text += ":" + f.Argument + ":_files"
			}
			return quote(text)
		},
	}).Parse(text))
}

func runCompletion(_ context.Context, c *command) int {
	words, code, ok := c.parse(1)
	if !ok {
		return code
	}
	shells := slices.Sorted(maps.Keys(completions))
	if len(words) == 0 || completions[words[0]] == nil {
		fmt.Fprintf(c.stderr, say(c.lang, "name a shell: %s\n", "请写明是哪种命令行：%s\n"), strings.Join(shells, ", "))
		return exitUsage
	}
	if err := completions[words[0]].Execute(c.stdout, describe(c.lang)); err != nil {
		return c.machine(err)
	}
	return exitDone
}
