package review

import (
	"context"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// Piece is a stretch of a text; Hit marks words that were looked for.
type Piece struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// Found is a call that was found, with the turns that hold the words.
type Found struct {
	coach.FoundCall
	Snippets [][]Piece // per turn of FoundCall.Turns
}

// maxPhrases is how many phrases of what is typed into the search count; the rest is ignored.
const maxPhrases = 12

// Search returns the calls a query asks for, newest first, and that hold the words of text: each word as typed or going on
// ("invoice" finds "invoices"), words in quotes side by side as they stand, Chinese by its characters.
func (d *Desk) Search(ctx context.Context, text string, query coach.CallQuery) ([]Found, error) {
	query.Phrases = phrases(text)
	if strings.TrimSpace(text) != "" && len(query.Phrases) == 0 {
		return []Found{}, nil // nothing but punctuation
	}
	calls, err := d.store.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	found := make([]Found, len(calls))
	for i, call := range calls {
		found[i].FoundCall = call
		for _, turn := range call.Turns {
			found[i].Snippets = append(found[i].Snippets, snippet(turn.Text, query.Phrases))
		}
	}
	return found, nil
}

// indexWords is a text as the search keeps it.
func indexWords(text string) string {
	tokens := lang.SearchTokens(lang.Normalize(text))
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Word
	}
	return strings.Join(words, " ")
}

// phrases reads what a person typed into the search.
func phrases(text string) []coach.Phrase {
	var list []coach.Phrase
	for i, part := range strings.Split(strings.Map(straight, text), `"`) {
		if quoted := i%2 == 1; quoted {
			list = append(list, phrase(part, false)...)
			continue
		}
		for _, word := range strings.Fields(part) {
			list = append(list, phrase(word, true)...)
		}
	}
	return list[:min(len(list), maxPhrases)]
}

// straight makes one kind of quote of all. Space must stay as it is typed: normalising takes it from beside Chinese.
func straight(r rune) rune {
	if strings.ContainsRune("“”„「」『』＂", r) {
		return '"'
	}
	return r
}

// phrase makes a phrase of each run of a word: a run of Latin letters and digits, or of Chinese. The last pair of Chinese
// holds the last character, so it does not stand alone.
func phrase(text string, mayGoOn bool) []coach.Phrase {
	tokens := lang.SearchTokens(lang.Normalize(text))
	if !mayGoOn && !lang.HasChinese(text) {
		words := make([]string, len(tokens))
		for i, t := range tokens {
			words[i] = t.Word
		}
		if len(words) == 0 {
			return nil
		}
		return []coach.Phrase{{Words: words}}
	}
	var list []coach.Phrase
	var run []string
	for _, t := range tokens {
		switch runes := []rune(t.Word); {
		case !lang.Wide(runes[0]):
			list = append(list, coach.Phrase{Words: []string{t.Word}, Prefix: mayGoOn})
		case len(runes) == 2:
			run = append(run, t.Word)
		case len(run) > 0:
			list, run = append(list, coach.Phrase{Words: run}), nil
		default: // a single character: any pair that begins with it
			list = append(list, coach.Phrase{Words: []string{t.Word}, Prefix: true})
		}
	}
	return list
}

// around is how many characters of a turn are shown on either side of the first hit.
const around = 60

// snippet marks the phrases in a text and cuts it down to the surroundings of the first.
func snippet(text string, list []coach.Phrase) []Piece {
	normal := lang.Normalize(text)
	hits := marked(normal, list)
	var pieces []Piece
	at := 0
	for _, hit := range hits {
		quote := normal.Quote(hit)
		start := strings.Index(text[at:], quote)
		if quote == "" || start < 0 {
			continue
		}
		pieces = append(pieces, Piece{Text: text[at : at+start]}, Piece{Text: quote, Hit: true})
		at += start + len(quote)
	}
	pieces = append(pieces, Piece{Text: text[at:]})
	first, last := &pieces[0], &pieces[len(pieces)-1]
	if runes := []rune(first.Text); len(hits) > 0 && len(runes) > around {
		first.Text = "…" + string(runes[len(runes)-around:])
	}
	if runes := []rune(last.Text); len(runes) > around && !last.Hit {
		last.Text = string(runes[:around]) + "…"
	}
	return pieces
}

// marked finds the phrases in a text, in order, overlaps joined.
func marked(text lang.Text, list []coach.Phrase) []lang.Span {
	tokens := lang.SearchTokens(text)
	hit := make([]bool, len(text.Norm))
	for i := range tokens {
		for _, p := range list {
			if end, ok := matches(text, tokens[i:], p); ok {
				for b := tokens[i].Span.Start; b < end; b++ {
					hit[b] = true
				}
			}
		}
	}
	var spans []lang.Span
	for b := 0; b < len(hit); b++ {
		if !hit[b] {
			continue
		}
		start := b
		for b < len(hit) && hit[b] {
			b++
		}
		spans = append(spans, lang.Span{Start: start, End: b})
	}
	return spans
}

// matches reports whether the tokens begin with the phrase, and where it ends in the text.
func matches(text lang.Text, tokens []lang.Token, p coach.Phrase) (end int, ok bool) {
	if len(tokens) < len(p.Words) {
		return 0, false
	}
	for i, word := range p.Words {
		last := i == len(p.Words)-1
		if tokens[i].Word != word && !(last && p.Prefix && strings.HasPrefix(tokens[i].Word, word)) {
			return 0, false
		}
	}
	token := tokens[len(p.Words)-1]
	if word := p.Words[len(p.Words)-1]; lang.HasChinese(word) {
		return token.Span.Start + len(word), true
	}
	return token.Span.End, true
}
