package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/output"
	"wayside/internal/publish"
)

var publishVerb = verb{
	name: "publish", args: "s3://BUCKET/PREFIX [--project DIR] [--out DIR] [--grace 24h] [--replace] [--dry-run] [--quiet]",
	help: map[diag.Lang]string{diag.English: "upload what changed in the website to a bucket", diag.Chinese: "把网站里有变化的文件上传到对象存储"},
	run:  runPublish,
}

func runPublish(ctx context.Context, c *command) int {
	o := build.PublishOptions{Theme: wayside.Theme}
	c.flags.StringVar(&o.Out, "out", "", say(c.lang, "the `folder` that was built (public in the project)", "已生成网站的`文件夹`（默认是项目里的 public）"))
	c.flags.DurationVar(&o.Grace, "grace", 24*time.Hour, say(c.lang, "how `long` files stay that the guide no longer has, for readers of older pages", "指南已不用的文件再保留多`久`，供还开着旧网页的读者使用"))
	c.flags.BoolVar(&o.Replace, "replace", false, say(c.lang, "replace the other website that is at this address", "替换这个地址上的另一个网站"))
	dry := c.flags.Bool("dry-run", false, say(c.lang, "only list what would be done", "只列出将要做什么"))
	quiet := c.flags.Bool("quiet", false, say(c.lang, "print problems only", "只显示问题"))
	rest, code, ok := c.parse(1)
	if !ok {
		return code
	}
	if len(rest) == 0 {
		fmt.Fprintln(c.stderr, say(c.lang, "publish: missing address, such as s3://bucket/prefix", "publish：缺少地址，例如 s3://bucket/prefix"))
		return exitUsage
	}
	start := time.Now()
	progress := newProgress(c.stderr, c.lang, *quiet)
	o.Project, o.Address, o.Now, o.Progress = c.project, rest[0], start, progress.uploads
	plan, err := build.PreparePublish(ctx, o)
	if err != nil {
		return unpublished(c, err)
	}
	if *dry {
		listChanges(c, plan.Changes)
	} else if err := plan.Upload(ctx); err != nil {
		progress.clear()
		return unpublished(c, err)
	}
	progress.clear()
	if !*quiet {
		countChanges(c, plan, *dry, time.Since(start))
	}
	return exitDone
}

// unpublished reports why an upload did not begin or did not end.
func unpublished(c *command, err error) int {
	var changed publish.ChangedError
	var occupied publish.OccupiedError
	switch {
	case errors.As(err, &occupied):
		fmt.Fprintf(c.stderr, say(c.lang, "%s; nothing was uploaded\n    use another prefix, or --replace to replace it with this guide\n",
			"%s；没有上传任何内容\n    请换一个前缀；确实要用本指南替换它，请加 --replace\n"), occupant(c, occupied.Guide))
		return exitProblems
	case errors.Is(err, build.ErrNoGuide):
		fmt.Fprintln(c.stderr, say(c.lang, "sites.toml has no title, so it is unknown which guide this is; name the guide's folder with --project",
			"sites.toml 里没有标题，无法确定是哪个指南；请用 --project 指定指南所在的文件夹"))
		return exitUsage
	case errors.Is(err, publish.ErrBusy):
		fmt.Fprintln(c.stderr, say(c.lang, "another upload to the same address is running; run wayside publish again when it has ended", "同一地址正有另一次上传；请等它结束后重新运行 wayside publish"))
		return exitMachine
	case errors.Is(err, build.ErrPrivate):
		fmt.Fprintln(c.stderr, say(c.lang, "the teacher's edition has the answers and is never uploaded; name the website's folder with --out",
			"教师用书含有答案，不会上传；请用 --out 指定网站所在的文件夹"))
		return exitUsage
	case errors.Is(err, build.ErrVisits):
		fmt.Fprintln(c.stderr, say(c.lang, "the folder has the bookings of groups, which are private and never uploaded; name the website's folder with --out, or remove visits.toml from it",
			"这个文件夹里有团体预约，不公开，也不会上传；请用 --out 指定网站所在的文件夹，或者把 visits.toml 移出去"))
		return exitUsage
	case errors.Is(err, output.ErrUnfinished):
		fmt.Fprintln(c.stderr, say(c.lang, "a build is publishing now, or was interrupted while it did; wait until it ends, or run wayside build again", "有生成任务正在写网站，或者上一次中途中断；请等它结束，或重新运行 wayside build"))
		return exitProblems
	case errors.As(err, &changed):
		fmt.Fprintf(c.stderr, say(c.lang, "%s is not what the last build wrote; run wayside build again\n", "%s 不是上一次生成时的内容；请重新运行 wayside build\n"), changed.Address)
		return exitProblems
	case errors.Is(err, fs.ErrNotExist):
		fmt.Fprintln(c.stderr, say(c.lang, "there is no website to upload; run wayside build first", "没有可上传的网站；请先运行 wayside build"))
		return exitProblems
	}
	return c.machine(err)
}

// occupant describes a website that another one would replace.
func occupant(c *command, g publish.Guide) string {
	if g == (publish.Guide{}) {
		return say(c.lang, "there is a website at this address that wayside publish did not upload, or whose list of files was lost",
			"这个地址上已有网站，但不是用 wayside publish 上传的，或者文件清单已丢失")
	}
	if g.BaseURL == "" {
		return fmt.Sprintf(say(c.lang, "there is another guide at this address, %q", "这个地址上已有另一个指南：%s"), g.Title)
	}
	return fmt.Sprintf(say(c.lang, "there is another guide at this address, %q of %s", "这个地址上已有另一个指南：%s（%s）"), g.Title, g.BaseURL)
}

// kinds are how changes are listed.
var kinds = map[publish.Kind][2]string{
	publish.Add: {"add   ", "新增"}, publish.Update: {"update", "更新"}, publish.Remove: {"remove", "删除"}, publish.Wait: {"later ", "稍后删除"},
}

func listChanges(c *command, changes []publish.Change) {
	for _, change := range changes {
		fmt.Fprintf(c.stdout, "%s  %s\n", say(c.lang, kinds[change.Kind][0], kinds[change.Kind][1]), change.Address)
	}
}

// countChanges sums up an upload.
func countChanges(c *command, plan *publish.Plan, dry bool, took time.Duration) {
	count := map[publish.Kind]int{}
	for _, change := range plan.Changes {
		count[change.Kind]++
	}
	uploaded := count[publish.Add] + count[publish.Update]
	if c.lang == diag.Chinese {
		did := "上传 %d 个文件（%d 个不变），删除 %d 个，另有 %d 个稍后删除"
		if dry {
			did = "将" + did
		}
		fmt.Fprintf(c.stdout, did+"；用时 %s\n", uploaded, plan.Same, count[publish.Remove], count[publish.Wait], seconds(took))
		return
	}
	did := "uploaded %s, %d unchanged; removed %d, %d to be removed later; in %s\n"
	if dry {
		did = "would upload %s, %d unchanged; remove %d, %d later; in %s\n"
	}
	fmt.Fprintf(c.stdout, did, diag.Plural(uploaded, "file"), plan.Same, count[publish.Remove], count[publish.Wait], seconds(took))
}
