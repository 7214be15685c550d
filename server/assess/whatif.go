package assess

import (
	"regexp"

	"huikuan/server/coach"
)

// What a transcript's debtor says will happen if the promise is not kept: the fallback, asked for in whatever words.

// whatIf are questions for what happens if the promise is not kept, in folded words.
var (
	whatIf = regexp.MustCompile(`(万一|要是|如果|假如|若是|倘若|碰上|赶上|到时).{0,40}(没|不|迟|晚|拖|卡|岔|黄了|出事|变|滑|推|延|挪|泡汤|落空)|(迟|晚|没到|没走|没付|不到)了?(呢|怎么办|咋办|咋整)|` +
		`\b(what if|what happens if|say (it|it's|that|something)|suppose|supposing|in case|if)\b[^.?!]{0,60}(isn't|aren't|doesn't|don't|hasn't|didn't|not (there|in|with|land|come|arriv|gone)\w*|slip|\blate\b|miss|fail|fall(s)? through|bounce|cancel|stuck|delay|wrong)`)
	openAsking = regexp.MustCompile(`[?？]|怎么|咋|怎样|如何|呢\W*$|\b(what|how|who|then)\b`)
	wayOut     = regexp.MustCompile(`打给|打电话|给[你您](回|打|发|个)|来电|通知|告诉|补|先|顶|垫|替|换|加急|当天|\b(call|ring|phone|text|msg|message|tell|wire|cover|same[- ]day|put .{0,12}in writing|settle|pay|send|let you know|i'd|i'll|we'll|we'd)\b`)
)

// asksWhatIf reports whether the trainee's turn at a position asks what happens if the standing promise is not kept.
func (c *Call) asksWhatIf(at int) bool {
	if at < 1 || c.turns[at].speaker != coach.Trainee || c.turns[at].barren() {
		return false
	}
	standing := c.turns[at-1].promise
	if standing.Amount == nil && standing.Date == "" {
		return false
	}
	for _, s := range sentences(c.turns[at].text) {
		words := fold(c.turns[at].text[s.start:])
		if found := whatIf.FindStringIndex(words); found != nil && openAsking.MatchString(words[found[0]:]) {
			return true
		}
	}
	return false
}

// wayOutOf is what a debtor's turn says will happen then; empty when it says nothing one could hold them to.
func (t turn) wayOutOf() string {
	if !wayOut.MatchString(t.folded) || t.told != nil && t.told.Has(coach.DebtorRefuse) {
		return ""
	}
	return t.gist()
}
