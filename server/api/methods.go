package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// otherAddresses is the route of everything below /api that has none of its own.
const otherAddresses = "/api/*"

// noRoute answers for an address of the API that has no route for the method: 405 with the methods it has, 404 when it has
// none. The page's routes would otherwise take it.
func noRoute(c echo.Context) error {
	methods := methodsOf(c.Echo(), echo.GetPath(c.Request()))
	if len(methods) == 0 {
		return echo.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderAllow, strings.Join(append([]string{http.MethodOptions}, methods...), ", "))
	if c.Request().Method == http.MethodOptions {
		return c.NoContent(http.StatusNoContent)
	}
	return echo.ErrMethodNotAllowed
}

// methodsOf lists the methods an address of the API has routes for.
func methodsOf(e *echo.Echo, path string) []string {
	c := e.AcquireContext()
	defer e.ReleaseContext(c)
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		c.Reset(nil, nil)
		if e.Router().Find(method, path, c); c.Path() != otherAddresses {
			methods = append(methods, method)
		}
	}
	return methods
}
