package api

import (
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"huikuan/server/coach"
)

// contentSecurityPolicy lets the page load its own files and nothing else.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if strings.HasPrefix(c.Request().URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

// Answers of the API below packedFrom bytes go as they are: they fit one packet anyway.
const packedFrom = 1400

// packed packs the API's answers for clients that take gzip, quickly rather than tightly. The page's files come packed
// already, and a socket is no answer.
func packed() echo.MiddlewareFunc {
	return middleware.GzipWithConfig(middleware.GzipConfig{
		Level: gzip.BestSpeed, MinLength: packedFrom,
		Skipper: func(c echo.Context) bool {
			return !strings.HasPrefix(c.Request().URL.Path, "/api/") || c.IsWebSocket()
		},
	})
}

// noCrossOriginWrites refuses writes that another site's page asks a browser to make; pages of the origins are the server's own.
func noCrossOriginWrites(origins []string) (echo.MiddlewareFunc, error) {
	protection := http.NewCrossOriginProtection()
	for _, origin := range origins {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, coach.Wrap(coach.CodeInvalid, err, "%q is no address of a page; write it like https://coach.example", origin)
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return coach.Wrap(coach.CodeForbidden, err, "this request comes from another site; open the page of this server and try there")
			}
			return next(c)
		}
	}, nil
}

// recoverPanics answers a panicking request with an error and keeps the server up. The stack goes to the log, which
// holds no words of a call.
func recoverPanics(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) (err error) {
			defer func() {
				if r := recover(); r != nil {
					if r == http.ErrAbortHandler { //nolint:errorlint // the library's own sentinel, compared as its documentation says
						panic(r)
					}
					log.Error("a request panicked", "path", c.Path(), "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
					err = coach.Errorf(coach.CodeInternal, "something went wrong on our side; try again")
				}
			}()
			return next(c)
		}
	}
}
