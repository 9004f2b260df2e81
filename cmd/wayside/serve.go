package main

import (
	"context"
	"fmt"
	"net"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/preview"
)

var serveVerb = verb{
	name: "serve", args: "[--project DIR] [--addr 127.0.0.1:8042]",
	help: map[diag.Lang]string{diag.English: "show the website while you write it", diag.Chinese: "边写边看网站"},
	run:  runServe,
}

func runServe(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme, Drafts: true}
	addr := c.flags.String("addr", "127.0.0.1:8042", say(c.lang, "the `address` to listen on", "监听`地址`"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	host, _, err := net.SplitHostPort(*addr)
	if err != nil {
		fmt.Fprintf(c.stderr, say(c.lang, "invalid value %q for --addr: must be like 127.0.0.1:8042\n", "--addr 应写成 127.0.0.1:8042 这样，不能是 %q\n"), *addr)
		return exitUsage
	}
	if host == "" {
		// ":8042" would make the drafts available to the whole network.
		*addr = "127.0.0.1" + *addr
	}
	o.Project = c.project
	project, err := build.Open(o)
	if err != nil {
		return c.machine(err)
	}
	defer project.Close()
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return c.machine(err)
	}
	server := preview.New(project, c.lang, host)
	if err := server.Watch(ctx, c.project); err != nil {
		return c.machine(err)
	}
	fmt.Fprintf(c.stdout, say(c.lang, "http://%s/ shows the website; press Ctrl+C to stop\n", "请打开 http://%s/ 查看网站；按 Ctrl+C 结束\n"), listener.Addr())
	if err := server.Serve(ctx, listener); err != nil {
		return c.machine(err)
	}
	fmt.Fprintln(c.stdout, say(c.lang, "stopped", "已停止"))
	return exitDone
}
