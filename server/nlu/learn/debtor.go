package learn

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// DebtorLine is a labelled utterance of a debtor. Promise lists the elements stated or agreed to: "amount=150000",
// "date=2026-05-20", "method", "owner", "proof", "fallback", "vague".
type DebtorLine struct {
	ID       string            `json:"id"`
	Lang     coach.Lang        `json:"-"`
	Previous string            `json:"prev"` // what the trainee said just before
	Text     string            `json:"text"`
	Excuses  []string          `json:"excuses"`
	Acts     []coach.DebtorAct `json:"acts"`
	Promise  []string          `json:"promise"`
}

// ReadDebtor reads one split ("dev" or "test") of the debtor corpus of one language.
func ReadDebtor(files fs.FS, split string, language coach.Lang) ([]DebtorLine, error) {
	var lines []DebtorLine
	seen := map[string]bool{}
	err := eachLine(files, "debtor/"+split+"-"+string(language)+".jsonl", func(data []byte, _ string) error {
		line := DebtorLine{Lang: language}
		if err := json.Unmarshal(data, &line); err != nil {
			return err
		}
		if line.ID == "" || line.Text == "" || seen[line.ID] || seen[line.Text+line.Previous] {
			return fmt.Errorf("wants its own id and text")
		}
		for _, act := range line.Acts {
			if !slices.Contains(coach.DebtorActs(), act) {
				return fmt.Errorf("there is no debtor act %q", act)
			}
		}
		seen[line.ID], seen[line.Text+line.Previous] = true, true
		lines = append(lines, line)
		return nil
	})
	return lines, err
}

// DebtorLabeller is what is measured.
type DebtorLabeller interface {
	UnderstandDebtor(in nlu.Input) coach.DebtorUnderstanding
}

// DebtorReport is how well debtors are heard in one language.
type DebtorReport struct {
	Lang     coach.Lang
	Lines    int
	Excuses  Count            // all excuses together
	Acts     map[string]Count // per debtor act
	Elements Count            // elements of promises, sums and days with their values
	Faults   []string
}

// MeasureDebtor hears the lines and compares.
func MeasureDebtor(labeller DebtorLabeller, language coach.Lang, lines []DebtorLine) DebtorReport {
	r := DebtorReport{Lang: language, Lines: len(lines), Acts: map[string]Count{}}
	balance := coach.Money{Minor: 28_000_000, Currency: "CNY"}
	if language != coach.Chinese {
		balance = coach.Money{Minor: 4_825_000, Currency: "GBP"}
	}
	for _, line := range lines {
		u := labeller.UnderstandDebtor(nlu.Input{Lang: language, Text: line.Text, Previous: line.Previous, Today: Today, Balance: balance})
		var excuses []string
		for _, h := range u.Excuses {
			excuses = append(excuses, h.ID)
		}
		r.tallyAll(line, "excuses", line.Excuses, excuses, func(_ string, c Count) { r.Excuses.add(c) })
		var acts, want []string
		for _, h := range u.Acts {
			acts = append(acts, h.ID)
		}
		for _, a := range line.Acts {
			want = append(want, string(a))
		}
		r.tallyAll(line, "acts", want, acts, func(id string, c Count) {
			sum := r.Acts[id]
			sum.add(c)
			r.Acts[id] = sum
		})
		r.tallyAll(line, "promise", line.Promise, promiseWords(u.Promise), func(_ string, c Count) { r.Elements.add(c) })
	}
	return r
}

func (c *Count) add(x Count) {
	c.Hit, c.Miss, c.False = c.Hit+x.Hit, c.Miss+x.Miss, c.False+x.False
}

// tallyAll compares two sets of labels and notes a line that differs.
func (r *DebtorReport) tallyAll(line DebtorLine, what string, want, heard []string, count func(id string, c Count)) {
	for _, w := range want {
		if slices.Contains(heard, w) {
			count(w, Count{Hit: 1})
		} else {
			count(w, Count{Miss: 1})
		}
	}
	wrong := len(want) != len(heard)
	for _, h := range heard {
		if !slices.Contains(want, h) {
			count(h, Count{False: 1})
			wrong = true
		}
	}
	if wrong {
		r.Faults = append(r.Faults, fmt.Sprintf("%s %s: want %v, heard %v: %s", line.ID, what, want, heard, line.Text))
	}
}

func promiseWords(p coach.PromiseWords) []string {
	var words []string
	if p.Amount != nil && p.Amount.Amount != nil {
		words = append(words, "amount="+strconv.FormatFloat(float64(p.Amount.Amount.Minor)/100, 'f', -1, 64))
	} else if p.Amount != nil {
		words = append(words, "amount="+strconv.FormatFloat(float64(p.Amount.Share)/10, 'f', -1, 64)+"%")
	}
	if p.Date != nil {
		words = append(words, "date="+string(p.Date.Latest))
	}
	for _, e := range []struct{ name, quote string }{{"method", p.Method}, {"owner", p.Owner}, {"proof", p.Proof}, {"fallback", p.Fallback}} {
		if e.quote != "" {
			words = append(words, e.name)
		}
	}
	if p.Vague {
		words = append(words, "vague")
	}
	return words
}

// Print writes the report, with every misheard line when faults is set.
func (r DebtorReport) Print(w io.Writer, faults bool) error {
	rows := []struct {
		name string
		c    Count
	}{{"excuses", r.Excuses}, {"promise elements", r.Elements}}
	for _, act := range slices.SortedFunc(maps.Keys(r.Acts), cmp.Compare[string]) {
		rows = append(rows, struct {
			name string
			c    Count
		}{act, r.Acts[act]})
	}
	if _, err := fmt.Fprintf(w, "%s: %d debtor lines\n%-22s %5s %9s %7s %5s\n", r.Lang, r.Lines, "", "n", "precision", "recall", "F1"); err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := fmt.Fprintf(w, "%-22s %5d %9.3f %7.3f %5.3f\n", row.name, row.c.Hit+row.c.Miss, row.c.Precision(), row.c.Recall(), row.c.F1()); err != nil {
			return err
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
