package probe

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// advice says what was answered and what to change.
func advice(err error, e coach.ModelEndpoint) string {
	failure, ok := errors.AsType[*llm.Error](err)
	if !ok {
		failure = &llm.Error{Kind: llm.KindTimeout} // the test's own time is over
	}
	text := mend(failure, e)
	if failure.Status != 0 {
		return fmt.Sprintf("HTTP %d: %s", failure.Status, text)
	}
	return text
}

func mend(failure *llm.Error, e coach.ModelEndpoint) string {
	switch failure.Kind {
	case llm.KindUnauthorized:
		if !e.HasKey {
			return "it wants a key and none is set: set API_KEY or API_KEY_FILE of this endpoint"
		}
		return "it refuses the key: check that the key belongs to this endpoint and is still good"
	case llm.KindNotFound:
		return mendAddress(failure.Status, e)
	case llm.KindUnreachable:
		return "no connection: check host and port, that the server runs, and its certificate (" + failure.Error() + ")"
	case llm.KindRateLimited:
		return "too many requests: the account's limit is reached, or it is out of credit; raise it, or set CONCURRENT lower"
	case llm.KindServer:
		return mendServer(failure.Status)
	case llm.KindTimeoutFirst, llm.KindTimeout, llm.KindStalled:
		return "it does not answer in time: a smaller model, more hardware, or a larger FIRST_BYTE"
	case llm.KindMalformed:
		return mendAnswer(failure.Instead)
	case llm.KindEmpty:
		return "it answers without a word: a model that only thinks needs thinking turned off, or a larger MAX_TOKENS"
	case llm.KindFiltered:
		return "it refuses a harmless sentence: loosen its content filter, or take another model"
	case llm.KindRejected:
		return "it refuses the request: the model may be no chat model, or its context too short" + refused(failure)
	case llm.KindCut, llm.KindTooLarge, llm.KindLength, llm.KindPaused, llm.KindBusy, llm.KindBudget:
	}
	return "its reply broke off: look at what stands between here and the endpoint (" + failure.Error() + ")"
}

func refused(failure *llm.Error) string {
	if failure.Param == "" {
		return ""
	}
	return "; it does not take " + failure.Param
}

// mendAddress is for an address where nothing serves calls of a model.
func mendAddress(status int, e coach.ModelEndpoint) string {
	switch {
	case status >= 300 && status < 400:
		return "the address redirects, and a key is not sent after a redirect: set BASE_URL to where it leads, often https:// in place of http://"
	case status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented:
		return "what is there takes no chat completions: check BASE_URL, most end in /v1"
	case !strings.Contains(e.BaseURL, "/v"):
		return "nothing is there: most base URLs end in /v1, this one does not; also check the model's name " + e.Model
	}
	return "the address or the model is not there: check BASE_URL and the model's name " + e.Model
}

// mendServer is for an endpoint that has a fault of its own.
func mendServer(status int) string {
	switch status {
	case http.StatusBadGateway:
		return "a proxy answers and the model's server behind it does not: check that it runs, and that the proxy has its address"
	case http.StatusServiceUnavailable:
		return "it is overloaded or still loading the model: wait and try again, or set CONCURRENT to what it can take"
	case http.StatusGatewayTimeout:
		return "a proxy gave up waiting for the model's server: give the proxy more time, or take a smaller model"
	}
	return "the endpoint reports an error of its own: look into its log, or try later"
}

// mendAnswer is for an answer that is no stream.
func mendAnswer(instead llm.Instead) string {
	switch instead {
	case llm.InsteadPage:
		return "a web page answers, such as a proxy's login: check BASE_URL, most end in /v1"
	case llm.InsteadWhole:
		return "the reply comes in one piece, as JSON, and no part of it before: turn streaming on at the endpoint or the proxy before it"
	case llm.InsteadOther:
	}
	return "what answers is no event stream: check BASE_URL, most end in /v1, and what a proxy before the endpoint makes of its answers"
}
