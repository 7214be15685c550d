package debtor

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// judgement is what is thought of a figure or a day.
type judgement int

const (
	allowed  judgement = iota
	doubtful           // depends on what the whole sentence does with it
	denied
)

// figures are the amounts, days and numbers that may be said in one answer.
type figures struct {
	lang      string
	today     coach.Date
	balance   coach.Money
	whole     bool            // the whole balance is promised, or what is left of it
	amounts   map[int64]bool  // minor units that may be said
	dates     []coach.Date    // days that may be said
	past      []coach.Date    // days on file, recognised by month and day whatever the year
	stretches [][2]coach.Date // first and last days of stretches in texts of ours
	numbers   map[int64]bool  // whole numbers on file: days late, counts in the debtor's own lines
	digits    map[string]bool
	open      []string       // texts whose wording may be used as it is, normalised
	theirs    map[int64]bool // amounts the trainee has named
	theirDay  map[coach.Date]bool
}

// newFigures gathers what is in the open: the file, what was told, the moves of this turn and the standing promise.
// What only the trainee has named may be taken up, but not agreed to.
func newFigures(b Brief) *figures {
	c := b.Scenario.Case
	f := &figures{
		lang: string(b.Lang), today: c.Today, balance: c.Account.Balance(), amounts: map[int64]bool{}, numbers: map[int64]bool{},
		digits: map[string]bool{}, theirs: map[int64]bool{}, theirDay: map[coach.Date]bool{},
	}
	f.onFile(f.balance)
	for _, invoice := range c.Account.Invoices {
		f.onFile(coach.Money{Minor: invoice.Minor, Currency: c.Account.Currency})
		f.past = append(f.past, invoice.Issued, invoice.Due)
		f.numbers[int64(invoice.Due.DaysUntil(c.Today))] = true
		for _, run := range digitRuns.FindAllString(invoice.Number, -1) {
			f.digits[run] = true
		}
		f.learn(invoice.For.In(b.Lang))
	}
	for _, h := range c.Account.History {
		f.past = append(f.past, h.Date)
		f.learn(h.What.In(b.Lang))
	}
	f.promise(b.Promise)
	for _, m := range b.Moves {
		if m.Promise != nil {
			f.promise(*m.Promise)
		}
	}
	for _, text := range openTexts(b) {
		f.learn(text)
	}
	f.hear(b.Heard)
	for _, turn := range b.Recent {
		if turn.Speaker == coach.Trainee {
			f.hear(turn.Text)
		}
	}
	return f
}

// onFile admits an amount both sides have on file, also cut to its first two digits as
// people do aloud.
func (f *figures) onFile(m coach.Money) {
	f.amounts[m.Minor] = true
	scale := int64(1)
	for m.Minor/scale >= 100 {
		scale *= 10
	}
	f.amounts[m.Minor/scale*scale] = true
}

func (f *figures) promise(p coach.Promise) {
	if p.Amount != nil {
		f.amounts[p.Amount.Minor] = true
		f.whole = f.whole || p.Amount.Minor == f.balance.Minor
	}
	if p.Date != "" {
		f.dates = append(f.dates, p.Date)
		f.numbers[int64(p.Date.Time().Day())] = true
	}
	for _, part := range p.Rest {
		f.whole = true
		f.amounts[part.Amount.Minor] = true
		f.dates = append(f.dates, part.Date)
		f.numbers[int64(part.Date.Time().Day())] = true
	}
	for _, text := range []string{p.Method, p.Owner, p.Proof, p.Fallback} {
		f.learn(text)
	}
}

// learn admits every figure of a text of ours.
func (f *figures) learn(text string) {
	t := lang.Normalize(text)
	f.open = append(f.open, t.Norm)
	for _, m := range lang.FindMoney(t, f.lang, f.balance.Currency) {
		f.amounts[f.worth(m)] = true
	}
	for _, d := range lang.FindDates(t, string(f.today)) {
		if earliest, latest := coach.Date(d.Earliest), coach.Date(d.Latest); earliest == latest {
			f.past = append(f.past, earliest)
		} else {
			f.stretches = append(f.stretches, [2]coach.Date{earliest, latest})
		}
	}
	for _, n := range lang.FindDays(t) {
		f.numbers[int64(n.N)] = true
	}
	for _, run := range digitRuns.FindAllString(t.Norm, -1) {
		f.digits[run] = true
	}
}

// hear notes what the trainee has named.
func (f *figures) hear(text string) {
	t := lang.Normalize(text)
	for _, m := range lang.FindMoney(t, f.lang, f.balance.Currency) {
		f.theirs[f.worth(m)] = true
	}
	for _, d := range lang.FindDates(t, string(f.today)) {
		f.theirDay[coach.Date(d.Earliest)] = true
	}
}

// worth is an amount in minor units, a share being one of the balance.
func (f *figures) worth(m lang.Money) int64 {
	if m.Permille > 0 {
		return f.balance.Minor * int64(m.Permille) / 1000
	}
	return m.Minor
}

var (
	digitRuns   = regexp.MustCompile(`[0-9]+`)
	dayMonth    = regexp.MustCompile(`^[^0-9]*([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})(?: ?[/.-] ?((?:20)?[0-9]{2}))?[^0-9]*$`)
	writtenYear = regexp.MustCompile(`(?:19|20)[0-9]{2}`)
	wholeSum    = regexp.MustCompile(`全款|全额|一次性|付清|结清|还清|全部|马上|立刻|悉数|如数|剩下的|余下的|余款|尾款|全都|全付|都付|都打|都转|都结|都给[你您]|统统|通通|一分不[少差]|连本带|本息|一并|一起[付结打]|要多少|多少付多少|` +
		`\b(full|whole|entire)\b`)
	// countings are numbers of things that are neither money nor days.
	countings = regexp.MustCompile(`[零一二两三四五六七八九十百0-9]+[几多来]*[个号]?(?:分钟|小时|钟头|秒|人|家|台|套|件|车|箱|批|次|遍|位|名|岁|页|条|样|回|句|种|口|趟|年)|` +
		`\b(?:[0-9]{1,3}|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a|and)[ -])*` +
		`(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred))[ -]` +
		`(?:minutes?|mins|hours?|people|person|staff|workers|men|drivers|customers|suppliers|shops|stores|trucks|lorries|pallets|boxes|machines|units|pieces|times|pages|calls|years?)\b`)
	yearName  = regexp.MustCompile(`^(?:(?:19|20)[0-9]{2}|[一二][零〇九][零〇一二三四五六七八九]{2})年$`)
	hourly    = regexp.MustCompile(`小时|钟头|hours?`)
	looseDays = regexp.MustCompile(`今|明|后天|周|星期|礼拜|月底|月初|月中|月末|旬|年底|年前|年末|季|节|国庆|元旦|端午|中秋|五一|当天|当日|次日|即日|` +
		`\b(january|february|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|` +
		`saturday|sunday|weds|thurs|fri|tues|tomorrow|tonight|eod|eom|easter|christmas|fortnight|weekend)\b`)
)

// judge decides on the words of one figure or day. What cannot be read as something allowed is denied, unless the
// debtor's own lines of this turn have it in the same words.
func (f *figures) judge(span string) judgement {
	// "At one go" begins with a numeral that would be read as the end of a sum before it.
	t := lang.Normalize(strings.ReplaceAll(span, "一次性", "，全额"))
	verdict := f.read(t)
	switch {
	case verdict == allowed || !f.verbatim(t.Norm):
		return verdict
	case wholeSum.MatchString(t.Norm) && !f.whole:
		return doubtful // a line of theirs may say the whole is far off
	}
	return allowed
}

// ours reports whether a sentence stands in one of the debtor's own lines of this turn, word for word.
func (f *figures) ours(sentence string) bool {
	folded := squeeze(sentence)
	return slices.ContainsFunc(f.open, func(text string) bool { return strings.Contains(squeeze(text), folded) })
}

// verbatim reports whether words stand by themselves in one of the open texts.
func (f *figures) verbatim(words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	for _, text := range f.open {
		for from := 0; ; {
			k := strings.Index(text[from:], words)
			if k < 0 {
				break
			}
			start, end := from+k, from+k+len(words)
			before, _ := utf8.DecodeLastRuneInString(text[:start])
			after, _ := utf8.DecodeRuneInString(text[end:])
			if !runsOn(before, first) && !runsOn(last, after) {
				return true
			}
			from = end
		}
	}
	return false
}

// runsOn reports whether two neighbours belong to one number or one word.
func runsOn(a, b rune) bool {
	return isNumeral(a) && isNumeral(b) || unicode.Is(unicode.Latin, a) && unicode.Is(unicode.Latin, b)
}

func (f *figures) read(t lang.Text) judgement {
	verdict := allowed
	worse := func(j judgement) { verdict = max(verdict, j) }
	read := make([]bool, len(t.Norm))
	cover := func(s lang.Span) {
		for i := s.Start; i < s.End; i++ {
			read[i] = true
		}
	}
	if m := dayMonth.FindStringSubmatch(t.Norm); m != nil && strings.ContainsAny(t.Norm, "/") {
		return f.judgeDayMonth(m[1], m[2], m[3])
	}
	for _, at := range countings.FindAllStringIndex(t.Norm, -1) {
		if yearName.MatchString(t.Norm[at[0]:at[1]]) {
			continue
		}
		if hourly.MatchString(t.Norm[at[0]:at[1]]) {
			worse(doubtful)
		}
		cover(lang.Span{Start: at[0], End: at[1]})
	}
	for _, d := range lang.FindDates(t, string(f.today)) {
		if overlaps(read, d.Span) {
			continue
		}
		worse(f.judgeDate(d, writtenYear.MatchString(t.Norm[d.Start:d.End])))
		cover(d.Span)
	}
	for _, m := range lang.FindMoney(t, f.lang, f.balance.Currency) {
		if overlaps(read, m.Span) {
			continue
		}
		worse(f.judgeMoney(m))
		cover(m.Span)
	}
	for _, n := range lang.FindDays(t) {
		if overlaps(read, n.Span) {
			continue
		}
		if !f.numbers[int64(n.N)] {
			worse(doubtful)
		}
		cover(n.Span)
	}
	for _, words := range []*regexp.Regexp{wholeSum, looseDays} {
		if words == wholeSum && f.whole {
			continue
		}
		for _, at := range words.FindAllStringIndex(t.Norm, -1) {
			if !overlaps(read, lang.Span{Start: at[0], End: at[1]}) {
				worse(doubtful)
			}
		}
	}
	worse(f.judgeRest(t.Norm, read))
	return verdict
}

func overlaps(read []bool, s lang.Span) bool { return slices.Contains(read[s.Start:s.End], true) }

// judgeDate decides on a day or a stretch of days; a day on file that is written without its year is read as the next one of
// that name.
func (f *figures) judgeDate(d lang.Date, year bool) judgement {
	earliest, latest := coach.Date(d.Earliest), coach.Date(d.Latest)
	if d.Vague || earliest == "" || latest < f.today {
		return allowed
	}
	for _, day := range f.dates {
		if earliest <= day && day <= latest && earliest.DaysUntil(latest) <= 7 {
			return allowed
		}
	}
	if slices.Contains(f.stretches, [2]coach.Date{earliest, latest}) {
		return allowed
	}
	named := false // on file, of an earlier year
	for _, day := range f.past {
		if earliest == latest && day == earliest || earliest != latest && day == earliest && day < f.today {
			return allowed
		}
		named = named || earliest == latest && !year && len(day) == 10 && day < f.today && day[5:] == earliest[5:]
	}
	if named || earliest == f.today || earliest != latest || f.theirDay[earliest] {
		return doubtful
	}
	return denied
}

func (f *figures) judgeMoney(m lang.Money) judgement {
	worth := f.worth(m)
	switch {
	case m.Permille == 1000 && !f.whole:
		return doubtful
	case f.amounts[worth]:
		return allowed
	case m.Permille > 0, f.theirs[worth]:
		return doubtful
	case m.Guess && f.numbers[worth/100]:
		return allowed
	}
	return denied
}

// judgeDayMonth decides on a day written in numbers, whichever comes first; the year is empty where none was written.
func (f *figures) judgeDayMonth(a, b, year string) judgement {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	for _, day := range append(slices.Clone(f.dates), f.past...) {
		t := day.Time()
		if year != "" && !strings.HasSuffix(strconv.Itoa(t.Year()), year) {
			continue
		}
		if month, number := int(t.Month()), t.Day(); month == x && number == y || month == y && number == x {
			if year != "" && x != y && x <= 12 && y <= 12 && day < f.today {
				return doubtful // the other reading may be a day to come
			}
			return allowed
		}
	}
	return denied
}

// judgeRest looks at what no reading covered: bare numbers, and digits in disguise.
func (f *figures) judgeRest(norm string, read []bool) judgement {
	verdict := allowed
	runs, joined := 0, ""
	for _, run := range bareRuns(norm, read) {
		runs++
		if strings.Trim(run, "0123456789") == "" {
			joined += run
			if f.digits[run] {
				continue
			}
		}
		verdict = max(verdict, f.judgeNumber(run))
	}
	// One figure spelled out digit by digit reads as many small ones.
	if runs > 1 && len(joined) > 1 && !f.digits[joined] {
		if n, err := strconv.ParseInt(joined, 10, 64); err != nil || !f.numbers[n] && !f.amounts[n*100] {
			return denied
		}
	}
	return verdict
}

// judgeNumber decides on a number without a unit. Small ones count things.
func (f *figures) judgeNumber(run string) judgement {
	if strings.Trim(run, "半几个一俩仨两") == "" || smallWords[run] {
		return allowed
	}
	unit := " yuan"
	if lang.HasChinese(run) {
		unit = "元"
	}
	found := lang.FindMoney(lang.Normalize(run+unit), "zh", "CNY")
	if len(found) != 1 || found[0].Start != 0 || found[0].Permille > 0 {
		return denied
	}
	n := found[0].Minor / 100
	switch {
	case n < 10 && found[0].Minor%100 == 0, f.numbers[n], f.amounts[found[0].Minor]:
		return allowed
	case f.theirs[found[0].Minor]:
		return doubtful
	}
	return denied
}

// smallWords are words of small counts that are read no further.
var smallWords = wordSet(`one two three four five six seven eight nine couple half third thirds quarter quarters second fifth
	fourth sixth seventh eighth ninth zero hundreds thousands millions`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// numberWords are the English words that numbers are made of.
var numberWords = wordSet(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
	seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion grand dozen
	half quarter quarters thirds third fifth fourth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
	fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundreds thousands millions`)

// bareRuns cuts out the numbers of norm that no reading covered.
func bareRuns(norm string, read []bool) []string {
	var runs []string
	var run strings.Builder
	flush := func() {
		if text := strings.Trim(run.String(), " -"); text != "" {
			runs = append(runs, text)
		}
		run.Reset()
	}
	for i := 0; i < len(norm); {
		r, size := decode(norm[i:])
		switch {
		case read[i]:
			flush()
		case isNumeral(r):
			if run.Len() > 0 && endsInLetter(run.String()) {
				flush()
			}
			run.WriteString(norm[i : i+size])
		case r >= 'a' && r <= 'z':
			size = wordLength(norm[i:])
			if word := norm[i : i+size]; numberWords[word] {
				if run.Len() > 0 && !endsInLetter(run.String()) {
					run.WriteByte(' ')
				}
				run.WriteString(word)
			} else if word != "and" {
				flush()
			}
		case (r == ' ' || r == '-') && run.Len() > 0 && endsInLetter(strings.TrimRight(run.String(), " -")):
			run.WriteByte(' ')
		default:
			flush()
		}
		i += size
	}
	flush()
	return runs
}
