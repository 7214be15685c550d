package transcript

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"huikuan/server/coach"
)

// Limits of a transcript.
const (
	maxBytes = 4 << 20
	maxTurns = 2000
)

// Format is how a transcript is written.
type Format string

// The formats.
const (
	JSON   Format = "json" // {"lang","scenario","turns":[{"speaker","text","contact"}]}
	Text   Format = "text" // a speaker's label and a colon before each turn
	SRT    Format = "srt"
	WebVTT Format = "vtt"
	CSV    Format = "csv" // a heading with a speaker and a text column; Excel's GB18030 is read too
)

// Formats lists the formats.
func Formats() []Format { return []Format{JSON, Text, SRT, WebVTT, CSV} }

// Source says what is known about a transcript besides its words. JSON says it itself and needs none of it.
type Source struct {
	Format   Format     // empty: told from the content
	Lang     coach.Lang // empty: told from the words
	Scenario string     // id of the case the call is about; empty when it is about none of ours
	LawPack  string     // id of the law that holds; empty when not known
	Trainee  []string   // labels of the speakers who are the trainee; empty when the labels are usual ones (me, 我)
}

// Read reads a transcript. It fails with CodeInvalid or CodeTooLarge, naming the line (turn, in JSON) and what to do, and
// never repeats what was said in the call.
func Read(data []byte, source Source) (coach.Transcript, error) {
	if err := source.check(data); err != nil {
		return coach.Transcript{}, err
	}
	data, format, err := decoded(data, source.Format)
	if err != nil {
		return coach.Transcript{}, err
	}
	if format == JSON {
		return readJSON(data)
	}
	utterances, err := readLabelled(format, data, source)
	if err != nil {
		return coach.Transcript{}, err
	}
	return joined(utterances, source)
}

// check refuses what is too large to read, and a language that is none.
func (s Source) check(data []byte) error {
	if len(data) > maxBytes {
		return faultAt(FaultTooLarge, 0, coach.Errorf(coach.CodeTooLarge, "the transcript is %d bytes long; the limit is %d", len(data), maxBytes))
	}
	if s.Lang != "" && !s.Lang.Valid() {
		return coach.Errorf(coach.CodeInvalid, "the language is %q; it must be zh or en", s.Lang)
	}
	return nil
}

// decoded is a transcript in UTF-8 with its format, told from the content when it was not given.
func decoded(data []byte, format Format) ([]byte, Format, error) {
	data, err := toUTF8(data, format)
	if err != nil {
		return nil, "", err
	}
	if format == "" {
		format = detect(data)
	}
	if format != JSON && !bytes.ContainsRune(data, '\n') { // old Macs, and programs that export as they did
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, format, nil
}

// readLabelled reads utterances with their speakers' labels.
func readLabelled(format Format, data []byte, source Source) (script, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, faultAt(FaultEmpty, 0, coach.Errorf(coach.CodeInvalid, "the transcript is empty"))
	}
	switch format {
	case Text:
		return readText(data, source)
	case SRT, WebVTT:
		return readCaptions(data, source)
	case CSV:
		return readCSV(data, source)
	}
	return nil, coach.Errorf(coach.CodeInvalid, "the transcript's format is %q; it must be json, text, srt, vtt or csv", format)
}

// toUTF8 turns what Windows programs save into UTF-8 without a byte order mark. JSON is UTF-8 by its standard.
func toUTF8(data []byte, format Format) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return nil, notUTF8()
		}
		return decoded, nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data, nil
	}
	if format == JSON || (format == "" && bytes.HasPrefix(bytes.TrimSpace(data), []byte("{"))) {
		return nil, notUTF8()
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return nil, notUTF8()
	}
	return decoded, nil
}

func notUTF8() error {
	return faultAt(FaultEncoding, 0, coach.Errorf(coach.CodeInvalid, "the transcript is not UTF-8; save it as UTF-8 and try again"))
}

// detect tells the format from the content.
func detect(data []byte) Format {
	head := strings.TrimSpace(string(data[:min(len(data), 4096)]))
	first, rest, _ := strings.Cut(head, "\n")
	second, _, _ := strings.Cut(rest, "\n")
	switch {
	case strings.HasPrefix(head, "{"):
		return JSON
	case strings.HasPrefix(head, "WEBVTT"):
		return WebVTT
	case strings.Contains(first, "-->") || strings.Contains(second, "-->"):
		return SRT
	case isHeading(first):
		return CSV
	}
	return Text
}

// said is an utterance with the speaker's label as written.
type said struct {
	line    int // 1-based, where it starts
	label   string
	text    string
	contact string
}

// script collects utterances, refusing what is over the limits before it costs anything.
type script []said

func (s *script) add(u said) error {
	if strings.TrimSpace(u.text) != "" && len(*s) >= 2*maxTurns {
		return faultAt(FaultTooMany, u.line, coach.Errorf(coach.CodeTooLarge, "line %d: the transcript has too many turns; the limit is %d", u.line, maxTurns))
	}
	*s = append(*s, u)
	return u.check()
}

// extend goes on with the last utterance.
func (s script) extend(words string) error {
	last := &s[len(s)-1]
	last.text = strings.TrimSpace(last.text + words)
	return last.check()
}

func (u said) check() error {
	if utf8.RuneCountInString(u.text) > coach.MaxTurnRunes {
		return faultAt(FaultTooLong, u.line, coach.Errorf(coach.CodeTooLarge, "line %d: the turn is longer than %d characters; split it", u.line, coach.MaxTurnRunes))
	}
	return nil
}

// joined maps the labels of utterances to the two sides.
func joined(utterances script, source Source) (coach.Transcript, error) {
	sides, err := mapSpeakers(utterances, source.Trainee)
	if err != nil {
		return coach.Transcript{}, err
	}
	t := coach.Transcript{Lang: source.Lang, Scenario: source.Scenario, LawPack: source.LawPack, Turns: []coach.TranscriptTurn{}}
	for _, u := range utterances {
		text := strings.TrimSpace(u.text)
		if text == "" {
			continue
		}
		t.Turns = append(t.Turns, coach.TranscriptTurn{Speaker: sides[folded(u.label)], Text: text, Contact: u.contact})
	}
	if len(t.Turns) > maxTurns {
		return coach.Transcript{}, faultAt(FaultTooMany, 0, coach.Errorf(coach.CodeTooLarge, "the transcript has %d turns; the limit is %d", len(t.Turns), maxTurns))
	}
	if t.Lang == "" {
		t.Lang = languageOf(t.Turns)
	}
	return t, nil
}

// languageOf is Chinese when a good part of the letters are Han: mixed calls are held in Chinese.
func languageOf(turns []coach.TranscriptTurn) coach.Lang {
	han, latin := 0, 0
	for _, turn := range turns {
		for _, r := range turn.Text {
			switch {
			case isHan(r):
				han++
			case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
				latin++
			}
		}
	}
	if han*4 > latin {
		return coach.Chinese
	}
	return coach.English
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9fff }
