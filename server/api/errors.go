package api

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"huikuan/server/coach"
)

// statusOf is the one map from error codes to HTTP statuses.
var statusOf = map[coach.Code]int{
	coach.CodeInvalid:      http.StatusUnprocessableEntity,
	coach.CodeNotFound:     http.StatusNotFound,
	coach.CodeConflict:     http.StatusConflict,
	coach.CodeBusy:         http.StatusConflict,
	coach.CodeTooLarge:     http.StatusRequestEntityTooLarge,
	coach.CodeEnded:        http.StatusConflict,
	coach.CodeForbidden:    http.StatusForbidden,
	coach.CodeUnavailable:  http.StatusServiceUnavailable,
	coach.CodeModelFailed:  http.StatusBadGateway,
	coach.CodeStorage:      http.StatusServiceUnavailable,
	coach.CodeUnauthorized: http.StatusBadGateway,
	coach.CodeInternal:     http.StatusInternalServerError,
}

// Problem is an error as RFC 9457 problem JSON.
type Problem struct {
	Title  string          `json:"title" doc:"the status in words"`
	Status int             `json:"status"`
	Code   coach.Code      `json:"code" doc:"what went wrong, for machines"`
	Detail string          `json:"detail" doc:"what went wrong and what to do, safe to show"`
	Errors []ProblemDetail `json:"errors,omitempty" doc:"the fields at fault"`
}

// ProblemDetail is one field at fault. The offending value is left out: it may be a transcript.
type ProblemDetail struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes the body problem JSON.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problemOf(err error) *Problem {
	code := coach.CodeOf(err)
	status, ok := statusOf[code]
	if !ok {
		status = http.StatusInternalServerError
	}
	return &Problem{Title: http.StatusText(status), Status: status, Code: code, Detail: coach.MessageOf(err)}
}

// newProblem shapes the errors the framework finds by itself, such as a body that does not fit its schema.
func newProblem(status int, message string, errs ...error) huma.StatusError {
	if errors.Is(errors.Join(errs...), echo.ErrStatusRequestEntityTooLarge) { // met while reading a body of no stated length
		status = http.StatusRequestEntityTooLarge
	}
	switch {
	case status == http.StatusRequestEntityTooLarge:
		message = tooLongMessage
	case status == http.StatusRequestTimeout:
		message = tooSlowMessage
	case message == misfit:
		message = misfitMessage
	}
	problem := &Problem{Title: http.StatusText(status), Status: status, Code: codeOfStatus(status), Detail: message}
	for _, err := range errs {
		var detailer huma.ErrorDetailer
		if errors.As(err, &detailer) {
			detail := detailer.ErrorDetail()
			problem.Errors = append(problem.Errors, ours(ProblemDetail{Location: detail.Location, Message: detail.Message}))
		}
	}
	return problem
}

// unreadable is what the JSON library says of a value that fits its schema and not its field: it quotes the value and names
// a type of the program.
var unreadable = regexp.MustCompile(`^json: cannot unmarshal .* into Go struct field \w+\.(\S+) of type `)

// ours says in our words what the JSON library says of a field.
func ours(d ProblemDetail) ProblemDetail {
	if field := unreadable.FindStringSubmatch(d.Message); field != nil {
		return ProblemDetail{Location: d.Location + "." + field[1], Message: "the value is out of range"}
	}
	if strings.HasPrefix(d.Message, "json: ") {
		d.Message = "a value does not fit its field"
	}
	return d
}

func codeOfStatus(status int) coach.Code {
	switch status {
	case http.StatusNotFound:
		return coach.CodeNotFound
	case http.StatusForbidden:
		return coach.CodeForbidden
	case http.StatusRequestEntityTooLarge:
		return coach.CodeTooLarge
	case http.StatusServiceUnavailable, http.StatusRequestTimeout:
		return coach.CodeUnavailable
	}
	if status >= http.StatusInternalServerError {
		return coach.CodeInternal
	}
	return coach.CodeInvalid
}

// fail turns an error of the application into the answer, and logs what the answer does not say.
func (s *server) fail(err error) error {
	problem := problemOf(err)
	if problem.Status >= http.StatusInternalServerError && !refusal(err) {
		s.Log.Error("request failed", "code", problem.Code, "err", err)
	}
	if problem.Status == http.StatusServiceUnavailable {
		return huma.ErrorWithHeaders(problem, http.Header{"Retry-After": {retryAfter()}})
	}
	return problem
}

// refusal reports whether a request was turned away before anything failed: a busy server has no time to log that, and one whose
// disk is nearly full no space. What keeps it from taking requests is logged once, where it is found.
func refusal(err error) bool {
	e, ok := errors.AsType[*coach.Error](err)
	return ok && (e.Code == coach.CodeUnavailable || e.Code == coach.CodeStorage && e.Cause == nil)
}

// retryAfter is when to try again, in seconds: not everybody at once.
func retryAfter() string { return strconv.Itoa(2 + rand.IntN(5)) }

// Words for what the framework finds.
const (
	tooLongMessage = "the body is over 1 MB; send it in parts"
	tooSlowMessage = "the body did not arrive in 25 seconds; send it again"
	misfit         = "validation failed" // as the framework says it
	misfitMessage  = "the request is not what this address takes; errors lists what to mend, and /api/openapi.json describes it"
)

// writeError answers what went wrong outside the API's own routes.
func (s *server) writeError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	problem := problemOf(err)
	if fromEcho, ok := errors.AsType[*echo.HTTPError](err); ok {
		problem = &Problem{Title: http.StatusText(fromEcho.Code), Status: fromEcho.Code, Code: codeOfStatus(fromEcho.Code), Detail: http.StatusText(fromEcho.Code)}
		switch fromEcho.Code {
		case http.StatusNotFound:
			problem.Detail = "there is nothing at this address; the API is described at /api/openapi.json"
		case http.StatusMethodNotAllowed:
			problem.Detail = "this address takes " + c.Response().Header().Get(echo.HeaderAllow) + " and not " + c.Request().Method
		case http.StatusRequestEntityTooLarge:
			problem.Detail = tooLongMessage
		}
	} else if problem.Status >= http.StatusInternalServerError {
		s.Log.Error("request failed", "code", problem.Code, "err", err)
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	if problem.Status == http.StatusServiceUnavailable {
		c.Response().Header().Set("Retry-After", retryAfter())
	}
	c.Response().WriteHeader(problem.Status)
	if err := c.Echo().JSONSerializer.Serialize(c, problem, ""); err != nil {
		s.Log.Debug("an error could not be sent", "err", err)
	}
}
