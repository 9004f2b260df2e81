package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"wayside"
	"wayside/internal/diag"
	"wayside/internal/journal"
	"wayside/internal/load"
	"wayside/internal/merge"
	"wayside/internal/rename"
)

var renameVerb = verb{
	name: "rename", args: "site|route|page|theme|audience|person|event|series OLD NEW [--project DIR] [--dry-run] | --undo",
	help: map[diag.Lang]string{diag.English: "change an id everywhere; its former address leads to the new one", diag.Chinese: "修改编号，连同所有引用；旧网址会转到新网址"},
	run:  runRename,
}

// renameWork is what one run of the verb works on.
type renameWork struct {
	*command
	journal journal.Journal
	dry     bool
}

func runRename(ctx context.Context, c *command) int {
	w := renameWork{command: c}
	undo := c.flags.Bool("undo", false, say(c.lang, "undo the last renaming", "撤销上一次改名"))
	c.flags.BoolVar(&w.dry, "dry-run", false, say(c.lang, "show the changes without writing them", "只显示改动，不写任何文件"))
	c.problemFlags()
	args, code, ok := c.parse(3)
	if !ok {
		return code
	}
	if *undo != (len(args) == 0) || !*undo && len(args) < 3 {
		c.usage()
		return exitUsage
	}
	w.journal = journal.Journal{Project: c.project, File: ".wayside/renamed.json", Keeps: true}
	last, code := w.settled()
	switch {
	case code != exitDone:
		return code
	case *undo:
		return w.undo(last)
	}
	return w.rename(ctx, args[0], args[1], args[2])
}

// settled ends a renaming that was interrupted, and returns the last one: the zero Record if
// there is none.
func (w *renameWork) settled() (journal.Record, int) {
	last, err := w.journal.Last()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return journal.Record{}, exitDone
	case err != nil:
		return last, w.machine(err)
	case last.Done:
		return last, exitDone
	case w.dry:
		fmt.Fprintln(w.stderr, say(w.lang, "the last renaming was interrupted; run the command without --dry-run to end it first", "上一次改名没有做完，请先去掉 --dry-run 运行一次，让它收尾"))
		return last, exitProblems
	}
	was := last.Staged
	if last, err = w.journal.Settle(last); err != nil {
		return last, w.machine(err)
	}
	if was {
		fmt.Fprintln(w.stderr, say(w.lang, "the last renaming was interrupted and is now complete", "上一次改名没有做完，现已补完"))
	} else {
		fmt.Fprintln(w.stderr, say(w.lang, "the last renaming was interrupted and has been taken back", "上一次改名没有做完，现已退回"))
	}
	return last, exitDone
}

// rename changes the id of a thing. Everything is read before anything is written.
func (w *renameWork) rename(ctx context.Context, kind, old, new string) int {
	project, err := os.OpenRoot(w.project)
	if err != nil {
		return w.machine(err)
	}
	defer project.Close()
	g, problems, err := load.New(project.FS(), wayside.Theme).Load(ctx)
	if err != nil {
		return w.machine(err)
	}
	if hidden := rename.Unreadable(problems); len(hidden) > 0 {
		return w.refuse(hidden)
	}
	var moves []journal.Move
	var edits []journal.Edit
	var found diag.List
	r, err := rename.New(g, kind, old, new)
	if err == nil {
		moves, edits, err = r.Changes(project.FS(), &found)
	}
	var refused *rename.RefusedError
	switch count, _ := found.Count(); {
	case errors.As(err, &refused):
		fmt.Fprintln(w.stderr, refusal(w.lang, kind, refused))
		return exitUsage
	case err != nil:
		return w.machine(err)
	case count > 0:
		return w.refuse(found)
	}
	return w.carryOut(journal.Record{What: strings.Join([]string{kind, old, new}, " "), Moves: moves}, edits)
}

// refuse reports why nothing is changed.
func (w *renameWork) refuse(problems diag.List) int {
	problems.Sort()
	w.problems(w.stderr, problems)
	fmt.Fprintln(w.stderr, say(w.lang, "nothing was changed", "没有改动任何文件"))
	return exitProblems
}

// undo takes the last renaming back, if no file that it changed has been changed since.
func (w *renameWork) undo(last journal.Record) int {
	if !last.Done {
		fmt.Fprintln(w.stderr, say(w.lang, "no renaming to undo", "没有可以撤销的改名"))
		return exitProblems
	}
	moves, edits, changed, err := w.journal.Reverse(last)
	if err != nil {
		return w.machine(err)
	}
	if len(changed) > 0 {
		what := strings.Fields(last.What)
		if len(what) == 3 {
			what[1], what[2] = what[2], what[1]
		}
		fmt.Fprintf(w.stderr, say(w.lang, "changed since the renaming: %s\n    wayside rename %s gives it the old id and keeps these changes; nothing was changed\n",
			"改名以后又有改动：%s\n    请运行 wayside rename %s 改回旧编号，并保留这些改动；没有改动任何文件\n"), strings.Join(changed, say(w.lang, ", ", "、")), strings.Join(what, " "))
		return exitProblems
	}
	return w.carryOut(journal.Record{What: last.What, Moves: moves, Undoes: &last}, edits)
}

// carryOut does a renaming, or shows it, and prints what it changes.
func (w *renameWork) carryOut(r journal.Record, edits []journal.Edit) int {
	for _, m := range r.Moves {
		fmt.Fprintf(w.stdout, "%s → %s\n", m.From, m.To)
	}
	for _, e := range edits {
		if w.dry {
			w.stdout.Write(merge.Change{Path: e.Path, Before: e.Before, After: e.After}.Diff())
		} else {
			fmt.Fprintln(w.stdout, e.Path)
		}
	}
	if !w.dry {
		if err := w.journal.CarryOut(r, edits); err != nil {
			return w.machine(err)
		}
	}
	fmt.Fprintf(w.stdout, say(w.lang, "files and folders moved: %d; files changed: %d\n", "移动文件和文件夹 %d 个；改动文件 %d 个\n"), len(r.Moves), len(edits))
	if r.Undoes == nil && !w.dry {
		fmt.Fprintln(w.stdout, say(w.lang, "wayside rename --undo undoes this", "撤销：wayside rename --undo"))
	}
	return exitDone
}

// refusal says why nothing can be renamed.
func refusal(lang diag.Lang, kind string, e *rename.RefusedError) string {
	term := kind
	if k := rename.KindOf(kind); k != nil {
		term = say(lang, strings.ToLower(k.Label.EN), k.Label.ZH)
	}
	meant := ""
	if e.Near != "" {
		meant = fmt.Sprintf(say(lang, "; did you mean %q?", "；是不是想写 %q？"), e.Near)
	}
	switch e.Reason {
	case rename.UnknownKind:
		if meant == "" {
			meant = "\n    " + strings.Join(rename.KindNames(), say(lang, ", ", "、"))
		}
		return fmt.Sprintf(say(lang, "cannot rename %q", "不能给 %q 改名"), e.ID) + meant
	case rename.UnknownID:
		return fmt.Sprintf(say(lang, "no %s %q", "没有%s %q"), term, e.ID) + meant
	case rename.InvalidID:
		return fmt.Sprintf(say(lang, "invalid id %q: write lower-case letters, digits and hyphens", "编号 %q 无效：请用小写字母、数字和连字符"), e.ID) + meant
	case rename.SameID:
		return fmt.Sprintf(say(lang, "the %s already has the id %q", "%s的编号已经是 %q"), term, e.ID)
	case rename.TakenID:
		if e.Near != e.ID {
			return fmt.Sprintf(say(lang, "%q is a former id of the %s %q", "%q 是%s %q 的曾用编号"), e.ID, term, e.Near)
		}
		return fmt.Sprintf(say(lang, "there is a %s %q already", "已经有%s %q"), term, e.ID)
	}
	return fmt.Sprintf(say(lang, "there is a file of this name: %s", "已经有这个名字的文件：%s"), e.Near)
}
