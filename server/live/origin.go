package live

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// originAllowed decides whether the page a request comes from may open a call. A browser always says where its page is
// from: it must be this server, down to scheme, host and port, or be listed. A request without an origin comes from no
// page; it is let in from this machine only.
func originAllowed(r *http.Request, listed []string) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return fromLoopback(r) && r.Header.Get("Sec-Fetch-Site") == ""
	}
	if len(origins) > 1 {
		return false
	}
	origin, ok := canonicalOrigin(origins[0])
	if !ok {
		return false
	}
	isListed := func(entry string) bool { e, ok := canonicalOrigin(entry); return ok && e == origin }
	if slices.ContainsFunc(listed, isListed) {
		return true
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	own, ok := canonicalOrigin(scheme + "://" + r.Host)
	return ok && own == origin && !rebound(r)
}

// canonicalOrigin writes scheme://host:port in one way: lower case, the port always there.
func canonicalOrigin(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Hostname() == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || strings.HasSuffix(s, "#") || strings.HasSuffix(s, "?") {
		return "", false
	}
	port := u.Port()
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return "", false
	case port == "" && u.Scheme == "http":
		port = "80"
	case port == "":
		port = "443"
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port), true
}

func fromLoopback(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

// rebound finds a page that made its own name resolve to this machine: the connection arrives on a loopback address
// under a name that is not one.
func rebound(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok || !local.IP.IsLoopback() {
		return false
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return !strings.EqualFold(host, "localhost") && (ip == nil || !ip.IsLoopback())
}
