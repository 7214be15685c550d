package debtor

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// maxSamples is how many sample lines a move is given for its tone.
const maxSamples = 3

// maxShown is how many characters of an older utterance the model is shown.
const maxShown = 300

// request puts a brief into words for the model. The first instruction is the same in every turn with the same contact,
// so that endpoints can keep what they made of it; then comes what happened before the talk that is shown, the talk, and
// last what this answer does. What is in front of the last instruction begins the same for several turns on end, and its
// length does not grow with the call.
func (v *ModelVoice) request(b Brief) (llm.Request, error) {
	standing, err := v.prompts.Render("debtor/reply."+string(b.Lang), standingValues(b))
	if err != nil {
		return llm.Request{}, err
	}
	turn, err := v.turn(b)
	if err != nil {
		return llm.Request{}, err
	}
	earlier, err := v.earlier(b)
	if err != nil {
		return llm.Request{}, err
	}
	messages := make([]llm.Message, 0, len(b.Recent)+3)
	messages = append(messages, llm.Message{Role: llm.Instruction, Text: standing})
	if earlier != "" {
		messages = append(messages, llm.Message{Role: llm.Instruction, Text: earlier})
	}
	for _, t := range b.Recent {
		role := llm.Trainee
		if t.Speaker == coach.Debtor {
			role = llm.Debtor
		}
		if t.Text != "" {
			messages = append(messages, llm.Message{Role: role, Text: clipped(t.Text)})
		}
	}
	messages = append(messages, llm.Message{Role: llm.Instruction, Text: turn})
	return llm.Request{Messages: messages, MaxTokens: v.options.MaxTokens, Temperature: v.options.Temperature}, nil
}

// clipped is an utterance as far as it is shown.
func clipped(text string) string {
	if len(text) <= maxShown {
		return text
	}
	shown := 0
	for i := range text {
		if shown == maxShown {
			return text[:i] + "…"
		}
		shown++
	}
	return text
}

func standingValues(b Brief) map[string]string {
	c := b.Scenario.Case
	register := b.Contact.Role.In(b.Lang)
	if persona, ok := b.Scenario.Personas[b.Contact.Persona]; ok {
		register = persona.Register.In(b.Lang)
	}
	return map[string]string{
		"name": b.Contact.Name.In(b.Lang), "title": b.Contact.Title.In(b.Lang), "role": b.Contact.Role.In(b.Lang),
		"firm": c.Debtor.Name.In(b.Lang), "trade": c.Trade.In(b.Lang), "register": strings.TrimSpace(register),
		"caller": c.Creditor.Trainee.In(b.Lang), "caller_role": c.Creditor.Role.In(b.Lang), "creditor": c.Creditor.Name.In(b.Lang),
		"account": accountLines(b), "canary": canaryOf(b),
	}
}

// blankStanding are the values of the standing prompt with nothing in them.
func blankStanding() map[string]string {
	values := map[string]string{}
	for _, name := range []string{"name", "title", "role", "firm", "trade", "register", "caller", "caller_role", "creditor", "account", "canary"} {
		values[name] = ""
	}
	return values
}

// accountLines is the file as both sides have it.
func accountLines(b Brief) string {
	c := b.Scenario.Case
	var lines []string
	for _, invoice := range c.Account.Invoices {
		amount := SpokenMoney(coach.Money{Minor: invoice.Minor, Currency: c.Account.Currency}, b.Lang)
		due := SpokenDate(invoice.Due, c.Today, b.Lang)
		if b.Lang == coach.Chinese {
			lines = append(lines, "- 发票 "+invoice.Number+"："+amount+"，"+due+"到期，"+invoice.For.Zh)
		} else {
			lines = append(lines, "- invoice "+invoice.Number+": "+amount+", due "+due+", "+invoice.For.En)
		}
	}
	total := SpokenMoney(c.Account.Balance(), b.Lang)
	if b.Lang == coach.Chinese {
		return strings.Join(append(lines, "- 合计未付："+total), "\n")
	}
	return strings.Join(append(lines, "- open in all: "+total), "\n")
}

// turn is the last instruction: what is in the open, the mood, the moves, and what was heard.
func (v *ModelVoice) turn(b Brief) (string, error) {
	lang := string(b.Lang)
	mood, err := v.prompts.Render("debtor/mood."+lang+"#"+string(moodOf(b.Affect)), nil)
	if err != nil {
		return "", err
	}
	moves := make([]string, 0, len(b.Moves))
	for i, m := range b.Moves {
		text, err := v.prompts.Render("debtor/moves."+lang+"#"+string(m.Kind), moveValues(b, m))
		if err != nil {
			return "", err
		}
		moves = append(moves, strconv.Itoa(i+1)+". "+text)
	}
	heard, err := json.Marshal(b.Heard)
	if err != nil {
		return "", err
	}
	return v.prompts.Render("debtor/turn."+lang, map[string]string{
		"told": toldLines(b), "mood": mood, "moves": strings.Join(moves, "\n"), "heard": string(heard),
	})
}

func moodOf(a coach.Affect) coach.Affect {
	if a == "" {
		return coach.Calm
	}
	return a
}

// toldLines are the facts the trainee has heard, in the debtor's own words.
func toldLines(b Brief) string {
	var lines []string
	for _, id := range b.Told {
		if fact, ok := b.Scenario.Fact(id); ok {
			lines = append(lines, "- "+fact.Lines.In(b.Lang)[0])
		}
	}
	if len(lines) > 0 {
		return strings.Join(lines, "\n")
	}
	if b.Lang == coach.Chinese {
		return "- 还没有"
	}
	return "- nothing yet"
}

// moveValues are the values that the prompt of a move takes.
func moveValues(b Brief, m coach.Move) map[string]string {
	slots := slotValues(b, m)
	values := map[string]string{"lines": samples(b, m, slots)}
	switch m.Kind {
	case coach.MoveOffer, coach.MovePromise, coach.MoveConfirm:
		values["amount"], values["date"] = orUnsettled(slots["amount"], b.Lang), orUnsettled(slots["date"], b.Lang)
	case coach.MoveAddElement:
		values["element"] = orUnsettled(elementText(b, m), b.Lang)
	case coach.MoveTransfer, coach.MoveNoTransfer:
		values["contact"] = orUnsettled(slots["contact"], b.Lang)
	case coach.MoveThankDesk:
		values["document"] = orUnsettled(slots["document"], b.Lang)
	}
	return values
}

func orUnsettled(value string, lang coach.Lang) string {
	switch {
	case value != "":
		return value
	case lang == coach.Chinese:
		return "（没有定，不说）"
	}
	return "(not settled, leave it out)"
}

// elementText is the part of the promise that a move adds.
func elementText(b Brief, m coach.Move) string {
	slots := slotValues(b, m)
	switch m.Element {
	case coach.ElementAmount:
		return slots["amount"]
	case coach.ElementDate:
		return slots["date"]
	case coach.ElementMethod, coach.ElementOwner, coach.ElementProof, coach.ElementFallback, coach.ElementRest:
		return slots[string(m.Element)]
	}
	return ""
}

// samples are lines this person might say, unused ones first.
func samples(b Brief, m coach.Move, slots map[string]string) string {
	var lines, stale []string
	for _, bank := range banks(b, m) {
		for i, line := range bank.lines {
			used := b.Used[bank.id+":"+strconv.Itoa(i)]
			if len(lines) == maxSamples || used && len(stale) == maxSamples {
				continue
			}
			switch text, ok := fill(line, slots); {
			case ok && used:
				stale = append(stale, text)
			case ok:
				lines = append(lines, text)
			}
		}
	}
	lines = append(lines, stale[:min(len(stale), maxSamples-len(lines))]...)
	if len(lines) == 0 {
		return "-"
	}
	return strings.Join(lines, " / ")
}

// canaryOf is a mark that only the prompt of this call holds. The guard knows it, so that a prompt that is read out is
// noticed.
func canaryOf(b Brief) string {
	var seed [8]byte
	binary.LittleEndian.PutUint64(seed[:], uint64(b.Seed))
	sum := sha256.Sum256(append([]byte(b.Scenario.Hash+b.Scenario.Case.ID+"\x00"), seed[:]...))
	return "HK-" + strings.ToUpper(hex.EncodeToString(sum[:5]))
}
