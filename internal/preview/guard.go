package preview

import (
	"net"
	"net/http"
	"strings"
)

// The preview shows drafts, and every website that the editor has open can make the
// browser send requests to it. Three rules keep its answers from them. The Host
// header must name this computer, because a website may let its own name lead here
// and then be of the same origin. A request that the browser itself attributes to
// another website is refused: a script that it loads would hand it the drafts,
// which are data in scripts so that a published guide can be opened from files. And
// each answer forbids its use elsewhere, because a browser attributes no request to
// an address in the network.

// allowed reports whether a Host header names this computer. A page of another
// website can make the browser send requests to this server with the website's
// host name.
func (s *Server) allowed(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(name, "[]")
	if strings.EqualFold(name, "localhost") || name == s.host && s.host != "" {
		return true
	}
	// An IP address cannot be the host name of another website's page. If the
	// server listens on all addresses, any address may be this computer's.
	ip := net.ParseIP(name)
	everywhere := net.ParseIP(s.host)
	return ip != nil && (ip.IsLoopback() || everywhere != nil && everywhere.IsUnspecified())
}

// fromElsewhere reports whether a browser attributes the request to another website,
// or to another server on this computer. Following a link to the preview is allowed:
// the page that contains the link cannot read what is then shown.
func fromElsewhere(h http.Header) bool {
	switch h.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none": // "none": typed, bookmarked or opened by a program
		return false
	}
	return h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document"
}

// isolate forbids the use of an answer by other websites, in a frame too.
func isolate(h http.Header) {
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
}
