package debtor

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// PromptRenderer puts values into a prompt; content.Prompts is one.
type PromptRenderer interface {
	Render(id string, values map[string]string) (string, error)
}

// ModelOptions tune the model voice; the zero value is good.
type ModelOptions struct {
	MaxTokens    int              // longest reply; default 200
	Temperature  float32          // default 0.8
	MaxSentences int              // sentences after which the model is stopped; default 3
	Now          func() time.Time // for measuring only; default time.Now
}

// ModelVoice words moves with a language model. The model's words pass the guard; whatever goes wrong, the fallback
// voice says what is still to be said.
type ModelVoice struct {
	client   llm.Client
	prompts  PromptRenderer
	fallback Voice
	options  ModelOptions
	rules    map[coach.Lang]*watches // of the prompt, which may not be read out
	texts    *guardTexts
}

// NewModelVoice returns a model voice. fallback is the scripted voice.
func NewModelVoice(client llm.Client, prompts PromptRenderer, fallback Voice, options ModelOptions) *ModelVoice {
	if options.MaxTokens == 0 {
		options.MaxTokens = 200
	}
	if options.Temperature == 0 {
		options.Temperature = 0.8
	}
	if options.MaxSentences == 0 {
		options.MaxSentences = 3
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	v := &ModelVoice{client: client, prompts: prompts, fallback: fallback, options: options, rules: map[coach.Lang]*watches{}, texts: newGuardTexts()}
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		standing, err := prompts.Render("debtor/reply."+string(lang), blankStanding())
		turn, err2 := prompts.Render("debtor/turn."+string(lang), map[string]string{"told": "", "mood": "", "moves": "", "heard": ""})
		if err == nil && err2 == nil { // Speak reports what cannot be rendered
			v.rules[lang] = clausesOf(standing, turn)
		}
	}
	return v
}

// Speak implements Voice.
func (v *ModelVoice) Speak(ctx context.Context, brief Brief, emit func(delta string) error) (Speech, error) {
	s := &speaking{voice: v, ctx: ctx, brief: brief, emit: emit, began: v.options.Now()}
	s.speech.Source = "model"
	request, err := v.request(brief)
	if err != nil {
		return s.hand(brief.Moves, "fallback:prompt")
	}
	// Whatever takes time comes before the model's first word, which then has nothing to wait for.
	s.guard, s.lead = v.texts.guard(brief, canaryOf(brief), v.rules[brief.Lang]), newLead(brief)
	stream, err := v.client.Stream(ctx, request)
	if err != nil {
		if ctx.Err() != nil {
			return s.interrupted()
		}
		return s.hand(brief.Moves, "fallback:"+flagOf(err))
	}
	defer func() { _ = stream.Close() }()
	err = s.relay(stream)
	s.speech.Usage.TotalMillis = v.options.Now().Sub(s.began).Milliseconds()
	if s.stopped || ctx.Err() != nil {
		return s.interrupted()
	}
	return s.finish(err)
}

// speaking is one answer under way.
type speaking struct {
	voice   *ModelVoice
	ctx     context.Context
	brief   Brief
	emit    func(delta string) error
	began   time.Time
	guard   *guard
	lead    *lead
	said    strings.Builder
	speech  Speech
	stopped bool // emit refused
}

var (
	errEnough  = errors.New("enough sentences")
	errRambles = errors.New("a sentence without end")
)

// maxSpoken is how many bytes of one answer are spoken: some four times what three sentences take. A model that has not
// come to an end by then never will.
const maxSpoken = 1600

// maxPiece is how many bytes of a model's words are looked at together. Words that came in one read may be many more.
const maxPiece = 256

// relay passes the model's words on until it ends, fails, is cut by the guard, or has said enough. nil is a whole reply.
func (s *speaking) relay(stream llm.Stream) error {
	for {
		chunk, err := stream.Next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return err
			}
			s.usage(stream.Usage())
			if ok := s.write(s.lead.end()); !ok {
				return nil
			}
			safe, _ := s.guard.Close()
			s.say(safe)
			return nil
		}
		for rest := s.lead.trim(chunk.Text); rest != ""; {
			words := rest[:len(rest)-len(after(rest, maxPiece))]
			rest = rest[len(words):]
			if !s.write(words) {
				return nil
			}
			if s.guard.count >= s.voice.options.MaxSentences && !s.guard.open() {
				return errEnough
			}
			if s.said.Len() > maxSpoken {
				return errRambles
			}
		}
	}
}

// after is what follows the first n bytes of a text, from a whole character on.
func after(text string, n int) string {
	for n < len(text) && !utf8.RuneStart(text[n]) {
		n++
	}
	return text[min(n, len(text)):]
}

// write passes words through the guard; false when there is nothing more to relay.
func (s *speaking) write(words string) bool {
	if words == "" {
		return true
	}
	safe, ok := s.guard.Write(words)
	return s.say(safe) && ok
}

// say emits words that may leave; false when the listener is gone.
func (s *speaking) say(words string) bool {
	if words == "" {
		return true
	}
	if s.stopped || s.ctx.Err() != nil || s.emit(words) != nil {
		s.stopped = true
		return false
	}
	if s.said.Len() == 0 {
		s.speech.Usage.FirstTokenMillis = s.voice.options.Now().Sub(s.began).Milliseconds()
	}
	s.said.WriteString(words)
	return true
}

// finish says what is still to be said once the model is done, and closes the speech.
func (s *speaking) finish(failure error) (Speech, error) {
	if s.guard.dropped {
		s.flag("guard_dropped")
	}
	clean := failure == nil && s.guard.reason == ""
	switch {
	case s.guard.reason != "":
		s.flag("guard_cut:" + s.guard.reason)
	case failure != nil && !errors.Is(failure, errEnough):
		s.flag("broken:" + flagOf(failure))
	}
	if strings.TrimSpace(s.said.String()) == "" {
		flag := "fallback:empty"
		if s.guard.reason != "" {
			flag = "fallback:guard"
		} else if failure != nil {
			flag = "fallback:" + flagOf(failure)
		}
		return s.hand(s.brief.Moves, flag)
	}
	missing := unsaid(s.brief, s.said.String(), s.guard, clean || errors.Is(failure, errEnough))
	if len(missing) == 0 {
		if s.guard.open() && !clean && !errors.Is(failure, errEnough) {
			s.say(trailOff(s.brief.Lang))
		}
		s.speech.Text = s.said.String()
		return s.speech, nil
	}
	for _, m := range missing {
		s.flag("completed:" + string(m.Kind))
	}
	return s.hand(missing, "")
}

// hand lets the fallback voice say the given moves, after what was said already.
func (s *speaking) hand(moves []coach.Move, flag string) (Speech, error) {
	if flag != "" {
		s.flag(flag)
	}
	brief := s.brief
	brief.Moves = slices.Clone(moves)
	joint := s.joint()
	speech, err := s.voice.fallback.Speak(s.ctx, brief, func(delta string) error {
		words := joint + delta
		joint = ""
		if !s.say(words) {
			return context.Canceled
		}
		return nil
	})
	if strings.TrimSpace(s.said.String()) == speech.Text {
		s.speech.Source = speech.Source
	}
	s.speech.Lines = append(s.speech.Lines, speech.Lines...)
	s.speech.Flags = append(s.speech.Flags, speech.Flags...)
	s.speech.Text, s.speech.Interrupted = s.said.String(), speech.Interrupted || s.stopped
	return s.speech, err
}

// joint is what stands between the model's words and the fallback's: a dash where a sentence was left unfinished.
func (s *speaking) joint() string {
	text := s.said.String()
	open := s.guard != nil && s.guard.open()
	switch {
	case text == "":
		return ""
	case s.brief.Lang == coach.Chinese && open:
		return "——"
	case s.brief.Lang == coach.Chinese:
		return ""
	case open:
		return strings.Repeat(" ", 1-trailingSpaces(text)) + "– "
	}
	return strings.Repeat(" ", 1-trailingSpaces(text))
}

func trailingSpaces(text string) int {
	if strings.HasSuffix(text, " ") || strings.HasSuffix(text, "\n") {
		return 1
	}
	return 0
}

// trailOff ends a sentence that nobody will finish.
func trailOff(lang coach.Lang) string {
	if lang == coach.Chinese {
		return "……"
	}
	return "…"
}

func (s *speaking) interrupted() (Speech, error) {
	s.speech.Text, s.speech.Interrupted = s.said.String(), true
	return s.speech, nil
}

func (s *speaking) flag(flag string) { s.speech.Flags = append(s.speech.Flags, flag) }

func (s *speaking) usage(u llm.Usage) {
	s.speech.Usage.Model, s.speech.Usage.PromptTokens, s.speech.Usage.CompletionTokens = u.Model, u.PromptTokens, u.CompletionTokens
}

// flagOf names a failure of the model in a flag.
func flagOf(err error) string {
	if errors.Is(err, errRambles) {
		return "rambles"
	}
	if kind := llm.KindOf(err); kind != "" {
		return string(kind)
	}
	return "unknown"
}
