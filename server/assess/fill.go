package assess

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// lineFor is the first of a check's lines for the turn at a position that the trainee did not say in this call, that names no
// consequence the case does not permit and speaks of nothing that did not stand then; empty when there is none.
func (c *Call) lineFor(check coach.Check, at int) string {
	spare := ""
	for _, saying := range check.Sayings() {
		said := saying.Text().In(c.lang)
		line := c.fill(said, at)
		if strings.Contains(line, "{") || c.uttered.Has(line) || c.scenario != nil && !c.scenario.PermitsAll(saying.Names) {
			continue
		}
		if c.scenario != nil || line == said {
			return line
		}
		if spare == "" { // made for a case's figures and names: in plain words it is a makeshift
			spare = line
		}
	}
	return spare
}

// fill puts the case into the slots of a line to say, as it would be spoken in the turn at a position. Without a case
// the slots read as plain words.
func (c *Call) fill(line string, at int) string {
	if !strings.Contains(line, "{") {
		return line
	}
	return strings.NewReplacer(c.slots(at)...).Replace(line)
}

func (c *Call) slots(at int) []string {
	if c.scenario == nil {
		return c.plainSlots()
	}
	k := c.scenario.Case
	invoice := oldest(k.Account)
	tongue, today := string(c.lang), string(k.Today)
	balance := lang.SayMoney(tongue, k.Account.Balance().Minor, k.Account.Currency)
	title := ""
	if contact, ok := c.scenario.Contact(c.turns[at].contact); ok {
		title = contact.Title.In(c.lang)
	}
	amount := balance
	standing := c.turns[at].promise
	if standing.Amount != nil {
		amount = lang.SayMoney(tongue, standing.Amount.Minor, standing.Amount.Currency)
	}
	var slots []string
	if standing.Date != "" {
		slots = []string{"{date}", lang.SayDate(tongue, today, string(standing.Date))}
	}
	if day := promisedBefore(k); day != "" {
		slots = append(slots, "{promised}", lang.SayDate(tongue, today, string(day)))
	}
	if day := signedFor(k.Account); day != "" {
		slots = append(slots, "{signed}", lang.SayDate(tongue, today, string(day)))
	}
	return append(slots,
		"{amount}", amount, "{balance}", balance, "{invoice}", invoice.Number, "{due}", lang.SayDate(tongue, today, string(invoice.Due)),
		"{days}", strconv.Itoa(max(0, c.daysLate())), "{today}", lang.SayDate(tongue, today, today),
		"{trainee}", k.Creditor.Trainee.In(c.lang), "{creditor}", k.Creditor.Name.In(c.lang),
		"{debtor}", k.Debtor.Name.In(c.lang), "{title}", title,
	)
}

// promisedBefore is the day of the last promise on file that has come and gone, empty when there is none.
func promisedBefore(k coach.Case) coach.Date {
	last := coach.Date("")
	for _, h := range k.Account.History {
		if h.Promised != nil && h.Promised.Day < k.Today {
			last = max(last, h.Promised.Day)
		}
	}
	return last
}

// signedFor is the day on which the file says the last delivery was signed for, empty when it does not.
func signedFor(a coach.Account) coach.Date {
	last := coach.Date("")
	for _, h := range a.History {
		if strings.Contains(h.What.Zh, "签收") && strings.Contains(h.What.En, "signed for") {
			last = max(last, h.Date)
		}
	}
	return last
}

func (c *Call) plainSlots() []string {
	if c.lang == coach.Chinese {
		return []string{"{amount}", "这笔款", "{balance}", "这笔款", "{invoice}", "那张发票", "{due}", "约定的日子", "{days}", "好几",
			"{today}", "今天", "{trainee}", "我", "{creditor}", "我们公司", "{debtor}", "贵公司", "{title}", "您"}
	}
	return []string{"{amount}", "the full balance", "{balance}", "the full balance", "{invoice}", "that invoice", "{due}", "the agreed day",
		"{days}", "several", "{today}", "today", "{trainee}", "me", "{creditor}", "our company", "{debtor}", "your company", "{title}", "you"}
}

func oldest(a coach.Account) coach.Invoice {
	due := a.OldestDue()
	for _, i := range a.Invoices {
		if i.Due == due {
			return i
		}
	}
	return coach.Invoice{}
}
