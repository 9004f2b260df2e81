package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"syscall"

	"wayside"
	"wayside/internal/build"
	"wayside/internal/diag"
	"wayside/internal/heap"
	"wayside/internal/preview"
)

var serveVerb = verb{
	name: "serve", args: "[--project DIR] [--addr 127.0.0.1:8042] [--open]",
	help: map[diag.Lang]string{diag.English: "show the website while you write it", diag.Chinese: "边写边看网站"},
	run:  runServe,
}

// usualAddr is the address of the preview if no other is given.
const usualAddr = "127.0.0.1:8042"

func runServe(ctx context.Context, c *command) int {
	o := build.Options{Theme: wayside.Theme, Drafts: true}
	addr := c.flags.String("addr", usualAddr, say(c.lang, "the `address` to listen on", "监听`地址`"))
	c.flags.StringVar(&o.Cache, "cache", "", say(c.lang, "the cache `folder` (.wayside in the project)", "缓存`文件夹`（默认是项目里的 .wayside）"))
	storeFlag(c, &o.Shared)
	open := c.flags.Bool("open", false, say(c.lang, "open the first page in the browser, at any free port if the usual one is in use", "在浏览器里打开首页；默认端口被占用时改用空闲端口"))
	if _, code, ok := c.parse(0); !ok {
		return code
	}
	host, port, err := net.SplitHostPort(*addr)
	if _, e := net.LookupPort("tcp", port); err != nil || e != nil || port == "" {
		fmt.Fprintf(c.stderr, say(c.lang, "invalid value %q for --addr: must be like 127.0.0.1:8042\n", "--addr 应写成 127.0.0.1:8042 这样，不能是 %q\n"), *addr)
		return exitUsage
	}
	if host == "" {
		// ":8042" would make the drafts available to the whole network.
		*addr = "127.0.0.1" + *addr
	}
	o.Project = c.project
	refreshSchemas(c.project) // where that fails, an editor has the schemas of before
	project, err := build.Open(ctx, o)
	if err != nil {
		return c.machine(err)
	}
	defer project.Close()
	listener, err := net.Listen("tcp", *addr)
	if err != nil && *open && *addr == usualAddr {
		listener, err = net.Listen("tcp", anyPort(*addr))
	}
	if err != nil {
		return c.unavailable(*addr, port, err)
	}
	defer listener.Close()
	heap.SetGrowth(50) // it runs all day
	server := preview.New(project, c.lang, host)
	server.Start = firstPage(c)
	if err := server.Watch(ctx, c.project); err != nil {
		return c.machine(err)
	}
	shown := listener.Addr().(*net.TCPAddr)
	if !shown.IP.IsLoopback() {
		fmt.Fprintln(c.stderr, say(c.lang, "warning: other computers in this network can open the preview, drafts included; without --addr only this computer can",
			"警告：同一网络里的其他电脑也能打开预览，包括草稿；不加 --addr 就只有本机能打开"))
	}
	if shown.IP.IsUnspecified() {
		shown.IP = net.IPv4(127, 0, 0, 1) // a browser cannot open 0.0.0.0 everywhere
	}
	fmt.Fprintf(c.stdout, say(c.lang, "http://%s/ shows the website; press Ctrl+C to stop\n", "请打开 http://%s/ 查看网站；按 Ctrl+C 结束\n"), shown)
	if *open {
		go openBrowser(c, "http://"+shown.String()+preview.StartPath)
	}
	if err := server.Serve(ctx, listener); err != nil {
		return c.machine(err)
	}
	fmt.Fprintln(c.stdout, say(c.lang, "stopped", "已停止"))
	return exitDone
}

// openBrowser opens an address in the user's browser. Where that fails, the address has
// been printed.
func openBrowser(c *command, address string) {
	if err := browse(address); err != nil {
		fmt.Fprintf(c.stderr, say(c.lang, "no browser could be opened: %v\n", "没能打开浏览器：%v\n"), err)
	}
}

// unavailable reports why the preview cannot listen on an address.
func (c *command) unavailable(addr, port string, err error) int {
	var errno syscall.Errno
	var where *net.AddrError
	var name *net.DNSError
	const windowsInUse, windowsNotHere, windowsDenied = 10048, 10049, 10013 // WSAEADDRINUSE and so on, which package syscall does not name
	windows := runtime.GOOS == "windows"
	switch errors.As(err, &errno); {
	case errno == syscall.EADDRINUSE, windows && errno == windowsInUse:
		fmt.Fprintf(c.stderr, say(c.lang, "port %[1]s is in use, perhaps by another preview\n    end it, or let the system choose a free port: --addr %[2]s\n",
			"端口 %[1]s 已被占用，也许另一个预览还开着\n    请先结束它，或者让系统选一个空闲端口：--addr %[2]s\n"), port, anyPort(addr))
	case errno == syscall.EACCES, windows && errno == windowsDenied:
		fmt.Fprintf(c.stderr, say(c.lang, "the system does not allow port %[1]s\n    let it choose one: --addr %[2]s\n",
			"系统不允许使用端口 %[1]s\n    请让系统选一个端口：--addr %[2]s\n"), port, anyPort(addr))
	case errno == syscall.EADDRNOTAVAIL, windows && errno == windowsNotHere, errors.As(err, &where), errors.As(err, &name):
		fmt.Fprintf(c.stderr, say(c.lang, "%[1]s is not an address of this computer\n    leave out --addr, or name an address that it has\n",
			"%[1]s 不是本机的地址\n    请去掉 --addr，或者改用本机有的地址\n"), addr)
	default:
		return c.machine(err)
	}
	return exitMachine
}

// anyPort returns the address with the port for which the system chooses a free one.
func anyPort(addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	return net.JoinHostPort(host, "0")
}
