package main

import (
	"context"

	"wayside/internal/diag"
)

var teacherVerb = verb{
	name: "teacher", args: "[--project DIR] [--out DIR] [--pdf[=booklet,large,plain,map,cards]] [--browser PROGRAM] [--drafts] [--all] [--strict] [--quiet] [--cache DIR] [--store ADDRESS]",
	help:      map[diag.Lang]string{diag.English: "make the teacher's edition, with the answers", diag.Chinese: "生成教师用书（含答案）"},
	run:       runTeacher,
	publishes: true,
}

func runTeacher(ctx context.Context, c *command) int {
	return c.publish(ctx, true, say(c.lang, "the `folder` to write (teacher in the project)", "输出`文件夹`（默认是项目里的 teacher）"))
}
