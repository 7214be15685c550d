package debtor

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

// Pace is how fast the scripted voice speaks.
type Pace struct {
	Chunk time.Duration // between two emitted chunks (a word of English, up to three characters of Chinese); zero never waits
}

// SpokenPace is about how fast people talk.
func SpokenPace() Pace { return Pace{Chunk: 45 * time.Millisecond} }

// Scripted words moves from the case's own lines and the personas' banks. It needs no model.
type Scripted struct{ pace Pace }

// NewScripted returns a scripted voice.
func NewScripted(pace Pace) *Scripted { return &Scripted{pace: pace} }

// commonPersona is the bank every contact falls back to.
const commonPersona = "common"

// Speak implements Voice.
func (v *Scripted) Speak(ctx context.Context, brief Brief, emit func(delta string) error) (Speech, error) {
	text, lines := wordTurn(brief)
	speech := Speech{Lines: lines, Source: "scripted"}
	var said strings.Builder
	for _, chunk := range chunks(text, brief.Lang) {
		if ctx.Err() != nil || (said.Len() > 0 && !v.wait(ctx)) || emit(chunk) != nil {
			speech.Interrupted = true
			break
		}
		said.WriteString(chunk)
	}
	speech.Text = said.String()
	return speech, nil
}

func (v *Scripted) wait(ctx context.Context) bool {
	if v.pace.Chunk <= 0 {
		return true
	}
	timer := time.NewTimer(v.pace.Chunk)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// wordTurn words the moves of a turn, at most three sentences or so: a line a move.
func wordTurn(b Brief) (string, []string) {
	var parts, ids []string
	taken := map[string]bool{}
	for i, m := range b.Moves {
		line, id := wordMove(b, m, i, taken)
		if line == "" {
			continue
		}
		if joined, jointID := leadOver(b, i, line, taken); jointID != "" {
			line, ids = joined, append(ids, jointID)
			taken[jointID] = true
		}
		taken[id] = true
		parts, ids = append(parts, line), append(ids, id)
	}
	if len(parts) == 0 {
		return silence(b), []string{"silence:" + strconv.Itoa(b.Turn)}
	}
	return join(parts, b.Lang), ids
}

func join(parts []string, lang coach.Lang) string {
	if lang == coach.Chinese {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, " ")
}

// silence is what is heard when every wording has been used up: a pause on the line.
func silence(b Brief) string {
	if b.Lang == coach.Chinese {
		return "……嗯。"
	}
	return "… Mm."
}

// wordMove picks an unused line for a move: the case's own, then the persona's from the closest fit to the most general,
// then the common bank's.
func wordMove(b Brief, m coach.Move, index int, taken map[string]bool) (string, string) {
	values := slotValues(b, m)
	for _, bank := range banks(b, m) {
		var texts, ids []string
		for i, line := range bank.lines {
			id := bank.id + ":" + strconv.Itoa(i)
			if b.Used[id] || taken[id] {
				continue
			}
			if text, ok := fill(line, values); ok {
				texts, ids = append(texts, text), append(ids, id)
			}
		}
		if len(texts) > 0 {
			i := pick(b.Seed, b.Turn, index, len(texts))
			if bank.inOrder {
				i = nextInTurn(b.Seed, bank, ids)
			}
			return texts[i], ids[i]
		}
	}
	return "", ""
}

// nextInTurn goes round a bank from where this call begins in it, and returns the first line that is left.
func nextInTurn(seed int64, of bank, left []string) int {
	start := pick(seed, placeOf(of), 0, len(of.lines))
	for i := range of.lines {
		if at := slices.Index(left, of.id+":"+strconv.Itoa((start+i)%len(of.lines))); at >= 0 {
			return at
		}
	}
	return 0
}

// bank is a list of interchangeable lines; inOrder says that they go round, each call from another start.
type bank struct {
	id      string
	lines   []string
	inOrder bool
}

// banks lists where lines for a move may come from, best first: the case's own; lines on the very topic, the contact's
// before the common ones; then general lines in the same order. Within each, lines for the mood come first.
func banks(b Brief, m coach.Move) []bank {
	topic := topicOf(m)
	var ranked [8][]bank
	for from, id := range []string{b.Contact.Persona, commonPersona} {
		persona, ok := b.Scenario.Personas[id]
		if !ok {
			continue
		}
		for i, w := range persona.Wordings {
			if w.Move != m.Kind || w.Affect != "" && w.Affect != b.Affect || w.Topic != "" && w.Topic != topic {
				continue
			}
			rank := 2 * from
			if w.Topic == "" {
				rank += 4
			}
			if w.Affect == "" {
				rank++
			}
			ranked[rank] = append(ranked[rank], bank{id: id + ":" + strconv.Itoa(i), lines: w.Lines.In(b.Lang)})
		}
	}
	var general []bank
	for _, group := range ranked {
		general = append(general, group...)
	}
	return slices.Concat(caseBanks(b, m), general)
}

// placeOf is a number for a bank, so that a call can differ from another in each bank on its own.
func placeOf(b bank) int {
	h := fnv.New64a()
	h.Write([]byte(b.id)) // a hash never fails to write
	return int(h.Sum64() & 0xffff)
}

// caseBanks are the lines the case itself has for excuses and facts.
func caseBanks(b Brief, m coach.Move) []bank {
	if m.Kind == coach.MoveDisclose {
		if f, ok := b.Scenario.Fact(m.Fact); ok {
			return []bank{{id: "fact:" + f.ID, lines: f.Lines.In(b.Lang), inOrder: true}}
		}
		return nil
	}
	x, ok := b.Scenario.Excuse(m.Excuse)
	if !ok {
		return nil
	}
	lines := map[coach.MoveKind]coach.Lines{
		coach.MoveRaiseExcuse: x.Raise, coach.MoveDetailExcuse: x.Detail, coach.MoveSettleExcuse: x.Settled, coach.MoveCloseExcuse: x.Closed,
	}
	own, ok := lines[m.Kind]
	if !ok {
		return nil
	}
	return []bank{{id: "excuse:" + m.Excuse + ":" + string(m.Kind), lines: own.In(b.Lang), inOrder: true}}
}

// topicOf is what a move is about, as a bank names it.
func topicOf(m coach.Move) string {
	switch {
	case m.Excuse != "":
		return m.Excuse
	case m.Element != "":
		return string(m.Element)
	case m.Action != "":
		return m.Action
	}
	if m.Cause.Rule == rulePolite && m.Cause.Act != "" {
		return string(m.Cause.Act)
	}
	return m.Cause.Rule
}

// pick chooses one of n, the same for the same call, turn and place.
func pick(seed int64, turn, index, n int) int {
	h := fnv.New64a()
	var key [24]byte
	binary.LittleEndian.PutUint64(key[0:], uint64(seed))
	binary.LittleEndian.PutUint64(key[8:], uint64(turn))
	binary.LittleEndian.PutUint64(key[16:], uint64(index))
	h.Write(key[:])
	return int(h.Sum64() % uint64(n))
}

// chunks cuts a text into the pieces in which it is spoken. Together they are the text.
func chunks(text string, lang coach.Lang) []string {
	var out []string
	for len(text) > 0 {
		n := wordEnd(text)
		if lang == coach.Chinese {
			n = runesEnd(text, 3)
		}
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

// wordEnd is the end of the first word with the space before it.
func wordEnd(text string) int {
	seen := false
	for i, r := range text {
		if unicode.IsSpace(r) && seen {
			return i
		}
		seen = seen || !unicode.IsSpace(r)
	}
	return len(text)
}

// runesEnd is the end of the first few characters; a run of Latin letters or digits is not cut.
func runesEnd(text string, most int) int {
	n := 0
	for i, r := range text {
		if n >= most && !(r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))) {
			return i
		}
		n++
		if n >= most && strings.ContainsRune("，。！？", r) {
			return i + utf8.RuneLen(r)
		}
	}
	return len(text)
}
