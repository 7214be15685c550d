package coach

import "time"

// Money is an amount in integer minor units (fen, pence, cents) of an ISO 4217 currency.
type Money struct {
	Minor    int64  `yaml:"minor" json:"minor"`
	Currency string `yaml:"currency" json:"currency" jsonschema:"pattern=^[A-Z]{3}$"`
}

// Permille is a share in thousandths, 0 to 1000.
type Permille int

// Share returns the given share of m, rounded down to a whole major unit so that it can be said aloud.
func (m Money) Share(p Permille) Money {
	if p >= 1000 {
		return m
	}
	minor := m.Minor * int64(p) / 1000
	return Money{Minor: minor - minor%100, Currency: m.Currency}
}

// Rounded is m as people offer sums, rounded down: to ten thousands from five hundred thousand on, to five thousands from a
// hundred thousand, below that to the place of its second figure.
func (m Money) Rounded() Money {
	step := int64(100)
	switch {
	case m.Minor >= 50_000_000:
		step = 1_000_000
	case m.Minor >= 10_000_000:
		step = 500_000
	default:
		for limit := int64(10_000); limit <= m.Minor; limit *= 10 {
			step *= 10
		}
	}
	return Money{Minor: m.Minor - m.Minor%step, Currency: m.Currency}
}

// Date is a civil date written YYYY-MM-DD. Dates compare as strings. The empty Date means none.
type Date string

// ParseDate checks that s is a real calendar date written YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", Errorf(CodeInvalid, "%q is not a date; write it as YYYY-MM-DD", s)
	}
	return Date(s), nil
}

// Time returns midnight UTC of the date, or the zero time when the date is empty or malformed.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// DaysUntil returns the number of days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.Time().Sub(d.Time()).Hours() / 24)
}
