package learn

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// SlotLine is an utterance of the slot corpus with the values heard in it. Money and dates are labelled on every line,
// the other kinds where the key is present. How values are written is in corpus/README.md.
type SlotLine struct {
	ID       string     `json:"id"`
	Lang     coach.Lang `json:"lang"`
	Text     string     `json:"text"`
	Today    coach.Date `json:"today"`    // Today when left out
	Balance  string     `json:"balance"`  // "280000 CNY"; unknown when left out
	Invoices []string   `json:"invoices"` // sums on file beside the balance
	Money    []string   `json:"money"`
	Dates    []string   `json:"dates"`

	Methods   []string `json:"methods"`
	Documents []string `json:"documents"`
	People    []string `json:"people"`
	Percents  []int    `json:"percents"` // permille
	Days      []int    `json:"days"`
	Parts     *int     `json:"parts"`
}

// ReadSlots reads one split ("dev" or "test") of the slot corpus of one language.
func ReadSlots(files fs.FS, split string, language coach.Lang) ([]SlotLine, error) {
	name := "slots/" + split + "-" + string(language) + ".jsonl"
	var lines []SlotLine
	seen := map[string]bool{}
	err := eachLine(files, name, func(data []byte, at string) error {
		line := SlotLine{Today: Today}
		if err := json.Unmarshal(data, &line); err != nil {
			return err
		}
		if line.ID == "" || line.Text == "" || line.Lang != language || line.Money == nil || line.Dates == nil || seen[line.ID] || seen[line.Text] {
			return fmt.Errorf("wants its own id and text, lang %s, money and dates", language)
		}
		seen[line.ID], seen[line.Text] = true, true
		lines = append(lines, line)
		return nil
	})
	return lines, err
}

// eachLine calls yield for each line of a .jsonl file; an error is returned with the line's place.
func eachLine(files fs.FS, name string, yield func(data []byte, at string) error) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read from
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 0, maxLine), maxLine)
	for n := 1; scanner.Scan(); n++ {
		at := fmt.Sprintf("%s:%d", name, n)
		if err := yield(scanner.Bytes(), at); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
	}
	return scanner.Err()
}

// balance returns the open balance of the line and the other sums on file.
func (l SlotLine) balance() (balance coach.Money, sums []coach.Money) {
	major, currency, _ := strings.Cut(l.Balance, " ")
	value, _ := strconv.ParseFloat(major, 64)
	balance = coach.Money{Minor: int64(value*100 + 0.5), Currency: currency}
	for _, s := range l.Invoices {
		value, _ := strconv.ParseFloat(s, 64)
		sums = append(sums, coach.Money{Minor: int64(value*100 + 0.5), Currency: currency})
	}
	return balance, sums
}

// Input is a line as the labeller gets it.
func (l SlotLine) Input() nlu.Input {
	balance, sums := l.balance()
	return nlu.Input{Lang: l.Lang, Text: l.Text, Today: l.Today, Balance: balance, Sums: sums}
}

// Kind is a kind of slot.
type Kind string

// Kinds are the kinds of slots measured, in order of report.
func Kinds() []Kind {
	return []Kind{"money", "dates", "methods", "documents", "people", "percents", "instalments", "days"}
}

// Share counts values right among all that were said or heard.
type Share struct{ Right, All int }

// Accuracy is the share of values right; 1 when there are none.
func (s Share) Accuracy() float64 { return share(s.Right, s.All) }

// SlotReport is how well slots are read in one language.
type SlotReport struct {
	Lang   coach.Lang
	Lines  int
	Kinds  map[Kind]Share
	Faults []string // one line per kind misread in an utterance
}

// MeasureSlots reads the lines and compares value by value: a value counts as right when it is heard exactly; a value
// not heard, heard otherwise, or heard where none was said counts as wrong once.
func MeasureSlots(labeller Labeller, language coach.Lang, lines []SlotLine) SlotReport {
	r := SlotReport{Lang: language, Lines: len(lines), Kinds: map[Kind]Share{}}
	for _, line := range lines {
		s := labeller.Understand(line.Input()).Slots
		currency := line.currency()
		r.compare(line, "money", line.Money, moneyWords(s.Money, currency))
		r.compare(line, "dates", line.Dates, dateWords(s.Dates))
		if line.Methods != nil {
			r.compare(line, "methods", line.Methods, termWords(s.Methods))
		}
		if line.Documents != nil {
			r.compare(line, "documents", line.Documents, termWords(s.Documents))
		}
		if line.People != nil {
			r.compare(line, "people", line.People, termWords(s.People))
		}
		if line.Percents != nil {
			r.compare(line, "percents", numberWords(line.Percents), numberWords(s.Percents))
		}
		if line.Days != nil {
			r.compare(line, "days", numberWords(line.Days), numberWords(s.Days))
		}
		if line.Parts != nil {
			r.compare(line, "instalments", numberWords([]int{*line.Parts}), numberWords([]int{s.Instalments}))
		}
	}
	return r
}

// currency is what sums without a code are in.
func (l SlotLine) currency() string {
	if _, code, ok := strings.Cut(l.Balance, " "); ok {
		return code
	}
	if l.Lang == coach.Chinese {
		return "CNY"
	}
	return "GBP"
}

func (r *SlotReport) compare(line SlotLine, kind Kind, want, heard []string) {
	s := r.Kinds[kind]
	s.All += max(len(want), len(heard))
	left := slices.Clone(heard)
	right := 0
	for _, w := range want {
		if k := slices.Index(left, w); k >= 0 {
			left = slices.Delete(left, k, k+1)
			right++
		}
	}
	s.Right += right
	r.Kinds[kind] = s
	if right < max(len(want), len(heard)) {
		r.Faults = append(r.Faults, fmt.Sprintf("%s %s: want %v, heard %v: %s", line.ID, kind, want, heard, line.Text))
	}
}

// mark writes a precision in front of a value: ? two readings, ~ no value at all.
func mark(p coach.Precision, value string) string {
	switch p {
	case coach.Vague:
		return "~"
	case coach.Ambiguous:
		return "?" + value
	}
	return value
}

func moneyWords(slots []coach.MoneySlot, currency string) []string {
	words := make([]string, 0, len(slots))
	for _, m := range slots {
		value := ""
		switch {
		case m.Amount != nil:
			value = strconv.FormatFloat(float64(m.Amount.Minor)/100, 'f', -1, 64)
			if m.Amount.Currency != currency {
				value = m.Amount.Currency + " " + value
			}
		case m.Share > 0:
			value = strconv.FormatFloat(float64(m.Share)/10, 'f', -1, 64) + "%"
		}
		words = append(words, mark(m.Precision, value))
	}
	return words
}

func dateWords(slots []coach.DateSlot) []string {
	words := make([]string, 0, len(slots))
	for _, d := range slots {
		value := string(d.Earliest)
		if d.Latest != d.Earliest {
			value += ".." + string(d.Latest)
		}
		if d.Clock != "" {
			value += "T" + d.Clock
		}
		words = append(words, mark(d.Precision, value))
	}
	return words
}

func termWords(slots []coach.TermSlot) []string {
	words := make([]string, 0, len(slots))
	for _, t := range slots {
		words = append(words, t.Value)
	}
	return words
}

func numberWords(numbers []int) []string {
	words := make([]string, 0, len(numbers))
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return words
}

// Print writes the report, with every misread line when faults is set.
func (r SlotReport) Print(w io.Writer, faults bool) error {
	if _, err := fmt.Fprintf(w, "%s: slots of %d lines\n", r.Lang, r.Lines); err != nil {
		return err
	}
	for _, kind := range Kinds() {
		if s := r.Kinds[kind]; s.All > 0 {
			if _, err := fmt.Fprintf(w, "%-22s %5d %9.3f\n", kind, s.All, s.Accuracy()); err != nil {
				return err
			}
		}
	}
	if faults {
		for _, f := range r.Faults {
			if _, err := fmt.Fprintln(w, "  "+f); err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}
