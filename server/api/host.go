package api

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"huikuan/server/coach"
)

// ownName refuses requests to the API that arrive on a loopback address under a name of somebody else's: a page that made its
// own name resolve to this machine would otherwise pass for the server's. Names of the origins are the server's own. A name
// without a dot is one of this machine or of a proxy's settings; nobody out there has such a name.
func ownName(origins []string) echo.MiddlewareFunc {
	own := map[string]bool{}
	for _, origin := range origins {
		if u, err := url.Parse(origin); err == nil {
			own[strings.ToLower(u.Hostname())] = true
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if strings.HasPrefix(r.URL.Path, "/api/") && arrivedOnLoopback(r) && !nobodyElses(hostOf(r)) && !own[hostOf(r)] {
				return coach.Errorf(coach.CodeForbidden, "this server does not know the name it was called by; open it as localhost. Behind a proxy, the server has to be told the page's address with --origin")
			}
			return next(c)
		}
	}
}

func arrivedOnLoopback(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return ok && local.IP.IsLoopback()
}

// hostOf is the name or number a request was sent to, without its port.
func hostOf(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// nobodyElses reports whether no page of another site can be called by this name.
func nobodyElses(host string) bool {
	return !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") || net.ParseIP(host) != nil
}

// wholeQuery refuses a query that cannot be read: what it asks for would be left out without a word.
func wholeQuery(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil && strings.HasPrefix(r.URL.Path, "/api/") {
			return coach.Errorf(coach.CodeInvalid, "the query of this address cannot be read; write it as name=value&name=value, other characters as %%XX")
		}
		return next(c)
	}
}
