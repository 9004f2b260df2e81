// Wayside turns a folder of Markdown, photos and route definitions about
// memorials and heritage sites into a website for study tours.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"wayside/internal/diag"
	"wayside/internal/heap"
)

// The exit codes; docs/format.md lists them.
const (
	exitDone     = 0
	exitProblems = 1
	exitUsage    = 2
	exitMachine  = 3
)

// A verb is a command of the program.
type verb struct {
	name      string
	args      string
	help      map[diag.Lang]string
	run       func(ctx context.Context, c *command) int
	publishes bool // whether it writes the output folder
}

var verbs = []verb{buildVerb, serveVerb, checkVerb, teacherVerb, newVerb, importVerb, photosVerb, renameVerb, visitsVerb, publishVerb, workVerb, schemaVerb, versionVerb}

func main() {
	heap.Tune(heap.Usual)
	// The first signal ends the context, which stops the verb; a second one kills
	// the program.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	args := os.Args[1:]
	byClick := len(args) == 0 && clicked()
	if byClick {
		args = clickedArgs()
	}
	code := run(ctx, args, os.Stdout, os.Stderr)
	if byClick && code != exitDone {
		waitForReader(os.Stdin, os.Stderr, args)
	}
	os.Exit(code)
}

// takeLang removes every --lang from the arguments, wherever it is, and returns
// the language of messages: the first value, otherwise that of the system. It runs
// before the command and the flags are parsed, so that errors in them are in that
// language. A --lang without a value is left for the flags to report.
func takeLang(args []string) (lang diag.Lang, rest []string) {
	first := ""
	for i := 0; i < len(args); i++ {
		name, value, joined := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		isLang := name == "lang" && strings.HasPrefix(args[i], "-")
		if isLang && !joined && i+1 < len(args) {
			i++
			value = args[i]
		}
		if !isLang || value == "" {
			rest = append(rest, args[i])
		} else if first == "" {
			first = value
		}
	}
	if first == "" {
		first = locale()
	}
	return diag.ParseLang(first), rest
}

// A command is one invocation of a verb.
type command struct {
	verb           verb
	flags          *flag.FlagSet
	args           []string
	stdout, stderr io.Writer
	lang           diag.Lang
	langGiven      bool // whether --lang was given, and is not that of the system
	project        string
	all            bool // whether every warning is listed
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	given := len(args)
	lang, args := takeLang(args)
	if len(args) == 0 {
		usage(stderr, lang)
		return exitUsage
	}
	name := args[0]
	if name == "help" || name == "-h" || name == "--help" {
		usage(stdout, lang)
		return exitDone
	}
	for _, v := range verbs {
		if v.name == name {
			c := &command{verb: v, flags: flag.NewFlagSet(name, flag.ContinueOnError), args: args[1:], stdout: stdout, stderr: stderr, lang: lang, langGiven: len(args) < given}
			return v.run(ctx, c)
		}
	}
	var names []string
	for _, v := range verbs {
		names = append(names, v.name)
	}
	fmt.Fprintf(stderr, say(lang, "unknown command %q", "没有 %q 这个命令"), name)
	if near := diag.Nearest(name, names); near != "" {
		// One line, which a list of commands would push out of sight.
		fmt.Fprintf(stderr, say(lang, "; did you mean %q?\n", "；是不是想写 %q？\n"), near)
		return exitUsage
	}
	fmt.Fprintln(stderr)
	usage(stderr, lang)
	return exitUsage
}

// outside are the verbs that need no project.
var outside = []string{"new", "schema", "version", "completion"}

// parse parses the flags and returns the arguments among them, of which there may
// be at most most. If ok is false, the verb must return code.
func (c *command) parse(most int) (rest []string, code int, ok bool) {
	c.flags.SetOutput(io.Discard) // errors are printed below, in the language of messages
	c.flags.StringVar(&c.project, "project", ".", say(c.lang, "the guide's `folder`", "指南所在的`文件夹`"))
	// For help and for a --lang without a value: takeLang has removed the others.
	c.flags.String("lang", "", say(c.lang, "the `language` of messages: zh or en", "提示所用的`语言`：zh 或 en"))
	args := c.args
	for {
		if err := c.flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				c.usage()
				return nil, exitDone, false
			}
			fmt.Fprintln(c.stderr, c.flagError(err))
			c.usage()
			return nil, exitUsage, false
		}
		if c.flags.NArg() == 0 {
			break
		}
		rest = append(rest, c.flags.Arg(0))
		args = c.flags.Args()[1:]
	}
	if len(rest) > most {
		fmt.Fprintf(c.stderr, say(c.lang, "%s: unexpected argument %q\n", "%s：多了参数 %q\n"), c.flags.Name(), rest[most])
		return nil, exitUsage, false
	}
	if info, err := os.Stat(c.project); !slices.Contains(outside, c.flags.Name()) && (err != nil || !info.IsDir()) {
		fmt.Fprintf(c.stderr, say(c.lang, "no such folder: %q\n", "没有 %q 这个文件夹\n"), c.project)
		return nil, exitUsage, false
	}
	return rest, 0, true
}

// usage prints a verb's arguments and flags.
func (c *command) usage() {
	fmt.Fprintf(c.stderr, "wayside %s %s\n    %s\n", c.verb.name, c.verb.args, c.verb.help[c.lang])
	c.flags.VisitAll(func(f *flag.Flag) {
		argument, help := flag.UnquoteUsage(f)
		if argument != "" {
			argument = " " + argument
		}
		fmt.Fprintf(c.stderr, "  --%s%s\n    \t%s", f.Name, argument, help)
		if value := defaultOf(f); value != "" {
			fmt.Fprintf(c.stderr, say(c.lang, " (default %s)", "（默认 %s）"), value)
		}
		fmt.Fprintln(c.stderr)
	})
}

// flagErrors translates the errors of package flag, which are English text.
var flagErrors = []struct {
	english *regexp.Regexp
	en, zh  string
}{
	{regexp.MustCompile(`^flag provided but not defined: -+(.*)$`), "unknown flag --$1", "没有 --$1 这个选项"},
	{regexp.MustCompile(`^flag needs an argument: -+(.*)$`), "missing value for --$1", "--$1 后面缺少值"},
	{regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-+([^:]*): (?:parse error|strconv.*)$`), "invalid value $1 for --$2", "--$2 的值 $1 无效"},
	{regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-+([^:]*): (.*)$`), "invalid value $1 for --$2: $3", "--$2 的值 $1 无效：$3"},
	{regexp.MustCompile(`^bad flag syntax: (.*)$`), "invalid flag $1", "选项 $1 写法不对"},
}

func (c *command) flagError(err error) string {
	for _, e := range flagErrors {
		if e.english.MatchString(err.Error()) {
			return e.english.ReplaceAllString(err.Error(), say(c.lang, e.en, e.zh))
		}
	}
	return err.Error()
}

func usage(w io.Writer, lang diag.Lang) {
	fmt.Fprintln(w, say(lang, "Wayside makes a website for study tours from a folder of texts, photos and routes.",
		"Wayside 把一个装着文字、照片和路线的文件夹变成研学网站。"))
	fmt.Fprintln(w)
	for _, v := range verbs {
		fmt.Fprintf(w, "  wayside %-10s %s\n", v.name, v.help[lang])
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, say(lang, "wayside COMMAND -h lists a command's options.", "用 wayside 命令 -h 查看该命令的选项。"))
}

// say returns one of two forms of a text.
func say(lang diag.Lang, en, zh string) string {
	if lang == diag.Chinese {
		return zh
	}
	return en
}
