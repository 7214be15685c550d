package coach

// Lang is a language a call is held in.
type Lang string

// The languages every bilingual text carries.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Valid reports whether l is a language the product speaks.
func (l Lang) Valid() bool { return l == Chinese || l == English }

// Text is one text in both languages.
type Text struct {
	Zh string `yaml:"zh" json:"zh" jsonschema:"required,minLength=1"`
	En string `yaml:"en" json:"en" jsonschema:"required,minLength=1"`
}

// In returns the text in language l; an unknown language reads as English.
func (t Text) In(l Lang) string {
	if l == Chinese {
		return t.Zh
	}
	return t.En
}

// Lines is a bank of interchangeable wordings in both languages. A wording may hold slots such as {amount}, {date},
// {invoice}, {trainee}, {title}; the voice fills them.
type Lines struct {
	Zh []string `yaml:"zh" json:"zh" jsonschema:"required,minItems=1"`
	En []string `yaml:"en" json:"en" jsonschema:"required,minItems=1"`
}

// In returns the wordings in language l; an unknown language reads as English.
func (t Lines) In(l Lang) []string {
	if l == Chinese {
		return t.Zh
	}
	return t.En
}
