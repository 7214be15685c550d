package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
)

// caseChecker checks one case with the playbook, law pack and personas it names.
type caseChecker struct {
	*checker
	shelf    *shelf
	body     coach.Case
	contacts []string
	facts    []string
	desk     []string
	excuses  []string
}

func checkCase(s *shelf, e entry[coach.Case]) []Fault {
	c := &caseChecker{checker: &checker{doc: e.doc}, shelf: s, body: e.body}
	c.languages()
	c.contacts = unique(c.checker, place{"contacts"}, "id", "contact", e.body.Contacts, func(x coach.Contact) string { return x.ID })
	c.facts = unique(c.checker, place{"facts"}, "id", "fact", e.body.Facts, func(f coach.Fact) string { return f.ID })
	c.desk = unique(c.checker, place{"desk"}, "id", "desk action", e.body.Desk, func(d coach.DeskAction) string { return d.ID })
	c.excuses = unique(c.checker, place{"excuses"}, "excuse", "excuse", e.body.Excuses, func(x coach.CaseExcuse) string { return x.Excuse })
	c.playbook()
	c.lawPack()
	c.people()
	c.dates()
	c.offers()
	c.deskActions()
	c.conditions()
	c.wordings()
	c.secrets()
	c.reachability()
	return c.faults
}

// playbook checks what the case takes from its playbook.
func (c *caseChecker) playbook() {
	c.known(place{"stage"}, "stage", c.body.Stage, stages())
	id := c.body.Playbook
	if c.shelf.unread[kindPlaybook][id] {
		return
	}
	playbook, ok := c.shelf.playbooks[id]
	if !ok {
		c.known(place{"playbook"}, "playbook", id, slices.Collect(maps.Keys(c.shelf.playbooks)))
		return
	}
	c.known(place{"truth", "debtor_type"}, "debtor type", c.body.Truth.DebtorType,
		names(playbook.body.DebtorTypes, func(d coach.DebtorType) string { return d.ID }))
	c.known(place{"truth", "reason"}, "reason", c.body.Truth.Reason,
		names(playbook.body.Reasons, func(r coach.Reason) string { return r.ID }))
	types := names(playbook.body.DebtorTypes, func(d coach.DebtorType) string { return d.ID })
	for i, contact := range c.body.Contacts {
		c.known(place{"contacts", i, "debtor_type"}, "debtor type", contact.DebtorType, types)
	}
	c.allKnown(place{"trains"}, "criterion", c.body.Trains,
		names(playbook.body.Criteria, func(k coach.Criterion) string { return k.ID }))
	excuses := names(playbook.body.Excuses, func(x coach.Excuse) string { return x.ID })
	for i, x := range c.body.Excuses {
		c.known(place{"excuses", i, "excuse"}, "excuse", x.Excuse, excuses)
	}
}

func names[T any](items []T, id func(T) string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = id(item)
	}
	return out
}

func (c *caseChecker) lawPack() {
	if c.shelf.unread[kindLawPack][c.body.LawPack] {
		return
	}
	c.known(place{"law_pack"}, "law pack", c.body.LawPack, slices.Collect(maps.Keys(c.shelf.lawPacks)))
}

// people checks contacts and everything that names one.
func (c *caseChecker) people() {
	personas := slices.Collect(maps.Keys(c.shelf.personas))
	for i, contact := range c.body.Contacts {
		if !c.shelf.unread[kindPersona][contact.Persona] {
			c.known(place{"contacts", i, "persona"}, "persona", contact.Persona, personas)
		}
	}
	decides := c.body.Truth.Decides
	c.known(place{"truth", "decides"}, "contact", decides, c.contacts)
	for i, contact := range c.body.Contacts {
		if contact.ID == decides && contact.Authority != "" && !contact.Authority.Binds() {
			c.fault(place{"contacts", i, "authority"}, fmt.Sprintf("%s decides, but has the authority %q", decides, contact.Authority),
				"write authority: approve, or name another contact in truth.decides")
		}
	}
	for i, contact := range c.body.Contacts {
		c.gauges(place{"contacts", i, "start"}, contact.Start, -40, 40)
		if i == 0 && contact.Absent != "" {
			c.fault(place{"contacts", i, "absent"}, "the first contact answers the phone", "take absent out, or put another contact first")
		}
	}
	for i, x := range c.body.Excuses {
		c.allKnown(place{"excuses", i, "contacts"}, "contact", x.Contacts, c.contacts)
	}
}

// dates checks that every date is a day of the calendar and that the days are in order.
func (c *caseChecker) dates() {
	c.date(place{"today"}, c.body.Today)
	today := c.today()
	numbers := map[string]bool{}
	for i, invoice := range c.body.Account.Invoices {
		at := place{"account", "invoices", i}
		c.date(at.with("issued"), invoice.Issued)
		c.date(at.with("due"), invoice.Due)
		switch {
		case invoice.Due != "" && invoice.Due < invoice.Issued:
			c.fault(at.with("due"), fmt.Sprintf("due on %s, before it was issued on %s", invoice.Due, invoice.Issued), "put the due date after the issue")
		case today != "" && invoice.Issued > today:
			c.fault(at.with("issued"), fmt.Sprintf("issued on %s, after the case's today (%s)", invoice.Issued, today), "put it before today")
		}
		if numbers[invoice.Number] {
			c.fault(at.with("number"), fmt.Sprintf("the invoice %q is here twice", invoice.Number), "give it a number of its own")
		}
		numbers[invoice.Number] = true
	}
	for i, h := range c.body.Account.History {
		at := place{"account", "history", i, "date"}
		c.date(at, h.Date)
		if today != "" && h.Date > today {
			c.fault(at, fmt.Sprintf("%s lies after the case's today (%s)", h.Date, today), "history is what happened before the call")
		}
		c.pastPromise(place{"account", "history", i, "promised"}, h)
	}
}

// pastPromise checks a promise on the account: made before its day, and its day gone by.
func (c *caseChecker) pastPromise(at place, h coach.HistoryEntry) {
	if h.Promised == nil {
		return
	}
	c.date(at.with("day"), h.Promised.Day)
	switch today := c.today(); {
	case h.Promised.Day < h.Date:
		c.fault(at.with("day"), fmt.Sprintf("promised for %s, before it was promised on %s", h.Promised.Day, h.Date), "put the promised day after the promise")
	case today != "" && h.Promised.Day > today:
		c.fault(at.with("day"), fmt.Sprintf("%s is still to come on %s", h.Promised.Day, today), "a promise on the account is one that was not kept")
	}
}

// today is the case's day, or none when it is not a day of the calendar.
func (c *caseChecker) today() coach.Date {
	day, err := coach.ParseDate(string(c.body.Today))
	if err != nil {
		return ""
	}
	return day
}

// date reports a day that is not in the calendar. One that is not even written as a date is the schema's business.
func (c *checker) date(at place, d coach.Date) {
	if len(d) != len("2006-01-02") {
		return
	}
	if _, err := coach.ParseDate(string(d)); err != nil {
		c.fault(at, fmt.Sprintf("%s is not a day of the calendar", d), "write a real date as YYYY-MM-DD")
	}
}

// maxOfferDays is how far ahead an offer may lie: later ones are no outcome of a call.
const maxOfferDays = 365

// offers checks that every step asks for more willingness and is worth more than the one before.
func (c *caseChecker) offers() {
	offers, today := c.body.Truth.Offers, c.today()
	for i, offer := range offers {
		at := place{"truth", "offers", i}
		c.date(at.with("date"), offer.Date)
		if ahead := today.DaysUntil(offer.Date); today != "" && offer.Date != "" && (ahead < 0 || ahead > maxOfferDays) {
			c.fault(at.with("date"), fmt.Sprintf("%s is not within a year after the case's today (%s)", offer.Date, today), "offer a day the call can bring")
		}
		if i == 0 {
			continue
		}
		before := offers[i-1]
		if offer.Will <= before.Will {
			c.fault(at.with("will"), fmt.Sprintf("this offer takes no more will (%d) than the one before (%d)", offer.Will, before.Will),
				"order the offers from weakest to best, each with a higher will")
		}
		if offer.Share <= before.Share && offer.Date >= before.Date {
			c.fault(at, "this offer is no better than the one before", "raise its share or bring its date forward")
		}
	}
	for i, offer := range offers {
		c.plan(place{"truth", "offers", i, "rest"}, offer)
	}
	if free := c.body.Truth.FreeConcessions; len(offers) > 0 && free >= len(offers) {
		c.fault(place{"truth", "free_concessions"}, fmt.Sprintf("free_concessions is %d, and there are no more offers than %d", free, len(offers)),
			fmt.Sprintf("write %d or less", len(offers)-1))
	}
}

// plan checks what an offer says about the rest: in order, no more than there is, and for the trainee to grant.
func (c *caseChecker) plan(at place, offer coach.Offer) {
	total, before, today := offer.Share, offer.Date, c.today()
	for i, part := range offer.Rest {
		c.date(at.with(i, "date"), part.Date)
		if part.Date <= before {
			c.fault(at.with(i, "date"), fmt.Sprintf("%s does not come after %s", part.Date, before), "order the parts by date")
		}
		if most := c.body.Authority.MaxExtensionDays; today != "" && today.DaysUntil(part.Date) > most {
			c.fault(at.with(i, "date"), fmt.Sprintf("%s is more than %s away, which is what the trainee may grant", part.Date, coach.Count(most, "day")),
				"bring it forward, or raise authority.max_extension_days")
		}
		total, before = total+part.Share, part.Date
	}
	if total > 1000 {
		c.fault(at, fmt.Sprintf("the parts come to %d thousandths", total), "make first part and rest come to 1000 or less")
	}
	if most := c.body.Authority.MaxInstalments; len(offer.Rest) > 0 && len(offer.Rest)+1 > most {
		c.fault(at, fmt.Sprintf("%d parts, and the trainee may grant %d", len(offer.Rest)+1, most), "leave parts out, or raise authority.max_instalments")
	}
}

// deskActions checks what an action of the desk may do and say.
func (c *caseChecker) deskActions() {
	for i, d := range c.body.Desk {
		c.gauges(place{"desk", i, "effect"}, d.Effect, -30, 30)
		for j, act := range d.Denies {
			at := place{"desk", i, "denies", j}
			switch {
			case d.ID != coach.SmoothingCall:
				c.fault(at, fmt.Sprintf("%s has no voice to deny anything", d.ID), "only a smoothing_call denies")
			case !c.permits(act):
				c.fault(at, fmt.Sprintf("%s is not permitted in this case, so nobody has to deny it", act), "name one of the acts under permitted")
			}
		}
	}
}

func (c *caseChecker) permits(act coach.Act) bool {
	return slices.ContainsFunc(c.body.Permitted, func(p coach.Permission) bool { return p.Act == act })
}

// conditions checks everything the case's conditions name.
func (c *caseChecker) conditions() {
	for i, contact := range c.body.Contacts {
		c.condition(place{"contacts", i, "reach"}, contact.Reach)
	}
	for i, f := range c.body.Facts {
		c.condition(place{"facts", i, "unlock"}, f.Unlock)
		if f.Graded && len(f.Blurts) > 0 {
			c.fault(place{"facts", i, "blurts"}, "a graded fact has to be earned", "write graded: false, or take blurts out")
		}
	}
	for i, x := range c.body.Excuses {
		c.condition(place{"excuses", i, "when"}, x.When)
		c.condition(place{"excuses", i, "settle"}, x.Settle)
		c.condition(place{"excuses", i, "close"}, x.Close)
	}
}

func (c *caseChecker) condition(at place, condition coach.Condition) {
	c.known(at.with("contact"), "contact", condition.Contact, c.contacts)
	c.allKnown(at.with("facts"), "fact", condition.Facts, c.facts)
	c.allKnown(at.with("actions"), "desk action", condition.Actions, c.desk)
	c.gauges(at.with("state"), condition.State, 0, 100)
	if condition.Times < 0 || condition.Times > 5 {
		c.fault(at.with("times"), fmt.Sprintf("times is %d", condition.Times), "write 1 to 5: nobody asks the same more often")
	}
	for i, act := range condition.Acts {
		if act.RedLine() {
			c.fault(at.with("acts", i), fmt.Sprintf("%s is a red line: it ends the call", act), "let a lawful act meet the condition")
		}
	}
}

// wordings checks the case's own lines.
func (c *caseChecker) wordings() {
	for i, f := range c.body.Facts {
		c.lines(place{"facts", i, "lines"}, f.Lines, debtorSlots())
	}
	for i, x := range c.body.Excuses {
		at := place{"excuses", i}
		c.lines(at.with("raise"), x.Raise, debtorSlots())
		c.lines(at.with("detail"), x.Detail, debtorSlots())
		c.lines(at.with("settled"), x.Settled, debtorSlots())
		c.lines(at.with("closed"), x.Closed, debtorSlots())
	}
	t := c.body.Truth
	for name, text := range map[string]coach.Text{"method": t.Method, "owner": t.Owner, "proof": t.Proof, "fallback": t.Fallback} {
		c.text(place{"truth", name}, text, debtorSlots())
	}
}

// maxSecrets bounds the words that give one fact away in one language.
const maxSecrets = 50

// secrets checks that words that give a fact away are long enough to mean something and are not told at the start.
func (c *caseChecker) secrets() {
	for i, f := range c.body.Facts {
		for lang, words := range map[coach.Lang][]string{coach.Chinese: f.Secret.Zh, coach.English: f.Secret.En} {
			known := c.givenToTrainee(lang)
			if len(words) > maxSecrets {
				c.fault(place{"facts", i, "secret", string(lang)}, fmt.Sprintf("%d secret words for one fact", len(words)),
					fmt.Sprintf("keep the %d most telling ones or fewer", maxSecrets))
			}
			for j, word := range words[:min(len(words), maxSecrets)] {
				at := place{"facts", i, "secret", string(lang), j}
				switch length := utf8.RuneCountInString(strings.TrimSpace(word)); {
				case length < 2, lang == coach.English && length < 3 && !hasHan(word):
					c.fault(at, fmt.Sprintf("%q is too short to give anything away", word), "write the telling words, such as a name or a figure")
				case strings.Contains(known, strings.ToLower(word)):
					c.fault(at, fmt.Sprintf("%q is in what the trainee is shown before the call", word), "take it out of there, or choose words that are secret")
				default:
					c.giveaway(lang, f.ID, word)
				}
			}
		}
	}
}

// giveaway reports excuses whose first words already hold a secret.
func (c *caseChecker) giveaway(l coach.Lang, fact, word string) {
	for i, x := range c.body.Excuses {
		for j, line := range x.Raise.In(l) {
			if strings.Contains(strings.ToLower(line), strings.ToLower(word)) {
				c.fault(place{"excuses", i, "raise", string(l), j}, fmt.Sprintf("this gives %s away: %q is secret until it is learned", fact, word),
					"word it without that, or choose other secret words")
			}
		}
	}
}

// givenToTrainee is the text the trainee has before the call.
func (c *caseChecker) givenToTrainee(l coach.Lang) string {
	parts := []string{c.body.Title.In(l), c.body.Brief.In(l), c.body.Goal.In(l)}
	for _, h := range c.body.Account.History {
		parts = append(parts, h.What.In(l))
	}
	for _, d := range c.body.Desk {
		parts = append(parts, d.Document.In(l))
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}
