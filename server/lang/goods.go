package lang

import (
	"slices"
	"strings"
	"sync"
)

// goodsWords are things that are counted by the thousand and do not end in s, or could be taken for something else.
var goodsWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("people staff men women children kids feet foot sq square sheep cattle cubic thanks things heads apologies") {
		set[w] = true
	}
	return set
})

// zhGoods are measure words of things that are sold and said in great numbers.
var zhGoods = []string{"斤", "份", "册", "片", "枚", "颗", "粒", "盒", "袋", "罐", "捆", "筐", "匹", "辆", "棵", "立方", "头猪", "头牛", "双鞋", "双袜", "双手套", "支笔", "把椅", "本书", "本册", "块砖", "块板", "升油", "升柴油"}

// noGoods end in s and are no things that were sold: verbs and small words that may follow a sum, and words for money.
var noGoods = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`is was has does as us this plus less minus gross times thus yes always perhaps besides across towards afterwards regardless unless sometimes plus
		comes goes gets makes leaves takes sits stands needs lands clears covers settles means looks seems says remains brings buys pays owes pulls puts works helps keeps gives hits starts ends counts
		becomes falls hangs drops arrives follows includes sounds shows proves tells saves stops runs feels finishes closes sorts does's let's that's it's what's
		arrears losses damages costs sales fees charges funds receivables debts savings credits monies earnings wages takings invoices bills instalments installments payments dues taxes interests
		pounds dollars euros bucks rupees rands francs dirhams shillings cedis quids cents pesos lakhs crores thousands hundreds millions mondays tuesdays wednesdays thursdays fridays others ours yours theirs hers his
		net's business express plus`) {
		set[w] = true
	}
	return set
})

// goodsAt reports whether s goes on with a thing that is counted: labels, sheets of board, square feet, of them, of those
// boxes. A word that ends in s is one unless what follows shows it to be a verb (ten thousand clears it).
func goodsAt(s string) bool {
	if hasPrefixOf(s, zhGoods) {
		return true
	}
	rest, ok := strings.CutPrefix(s, " ")
	if !ok {
		return false
	}
	if after, ok := strings.CutPrefix(rest, "of "); ok {
		return partsOfGoods(after)
	}
	w := word(rest, 0)
	if goodsWords()[w] {
		return true
	}
	if plural(w) {
		return !objectAfter(rest[len(w):])
	}
	// one word may stand before the thing: printed labels
	next, ok := strings.CutPrefix(rest[len(w):], " ")
	return ok && len(w) > 3 && !smallWord(w) && countable(word(next, 0))
}

// partsOfGoods reports whether what stands after "of" is a number of things and not of a sum: them, those, the boxes.
func partsOfGoods(rest string) bool {
	rest = strings.TrimPrefix(rest, "'")
	w := word(rest, 0)
	after := strings.TrimPrefix(rest[len(w):], " ")
	switch w {
	case "them", "em":
		return true
	case "these", "those", "the", "your", "our", "my", "her", "his", "their":
		next := word(after, 0)
		if (w == "these" || w == "those") && next == "" {
			return true
		}
		if plural(next) {
			return true
		}
		return countable(word(strings.TrimPrefix(after[len(next):], " "), 0)) && len(next) > 3 && !smallWord(next)
	}
	return false
}

// plural reports whether a word is the plural of something that may be sold.
func plural(w string) bool {
	return len(w) > 3 && w[len(w)-1] == 's' && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") && !noGoods()[w] && enWeekdays[w] == 0
}

// countable reports whether a word is surely something that is counted: it stands in the list of things.
func countable(w string) bool {
	if w == "" {
		return false
	}
	thing, size, ok := countWords().at(w, 0)
	return ok && thing && size == len(w) && !noGoods()[w] || goodsWords()[w] && w != "thanks"
}

// objectAfter reports whether s goes on as after a verb: clears it, lands Friday, buys you a week.
func objectAfter(s string) bool {
	rest, ok := strings.CutPrefix(s, " ")
	if !ok {
		return false
	}
	if hasPrefixOf(s, eachTime) {
		return false
	}
	w := word(rest, 0)
	if _, number := enUnits[w]; number || enWeekdays[w] > 0 {
		return true
	}
	return slices.Contains([]string{"the", "a", "an", "it", "you", "us", "me", "them", "my", "your", "our", "this", "that", "today", "tomorrow", "next", "me", "him", "her", "nothing", "everything", "up", "half", "most"}, w)
}

// smallWord reports whether a word that follows a sum shows that no thing is counted after it.
func smallWord(w string) bool {
	switch w {
	case "against", "from", "with", "plus", "less", "minus", "worth", "owed", "owing", "outstanding", "overdue", "unpaid", "late", "before", "after", "until", "till", "across", "over", "under", "more", "this", "that", "these", "those",
		"your", "their", "both", "each", "every", "which", "where", "when", "while", "because", "covers", "clears", "settles", "paid", "split", "between", "into", "just", "only", "still", "then", "than", "within", "without", "given", "open", "short":
		return true
	}
	return noGoods()[w]
}

// thousandsOfNothing are ways of speaking in which a great number is no sum.
var thousandsOfNothing = []struct{ before, rest string }{{"thanks a", ""}, {"thank you a", ""}, {"in a", " years"}, {"one in a", ""}, {"a", " years"}, {"", " apologies"}, {"like a", " dollars"}, {"looks like a", " bucks"}}

// manner reports whether the great number at [start,end) of s is a way of speaking: thanks a million.
func manner(s string, start, end int) bool {
	before := strings.TrimSuffix(window(s, start, 16), " ")
	said := s[start:end]
	if strings.HasPrefix(said, "a ") {
		before += " a"
	}
	for _, x := range thousandsOfNothing {
		if x.before != "" && hasSuffixOf(before, []string{x.before}) && hasPrefixOf(s[end:], []string{x.rest}) && (x.rest != "" || endsThere(s[end:])) {
			return true
		}
	}
	return false
}

// goodsShare reports whether a share that ends before s is of something other than the debt: half the boxes, the rest of the
// team, two thirds of the order.
func goodsShare(s string) bool {
	rest := strings.TrimPrefix(s, " of")
	for _, w := range []string{" the", " your", " our", " my", " those", " these", " his", " her", " their"} {
		after, ok := strings.CutPrefix(rest, w)
		if ok && strings.HasPrefix(after, " ") {
			next := word(after, 1)
			return wholeThings()[next] && !hasPrefixOf(after[1+len(next):], []string{" value", " total", " sum", " amount", " price", " money"}) || plural(next) && !owingThings()[next]
		}
	}
	return strings.HasPrefix(rest, " them") && endsThere(rest[len(" them"):])
}

// wholeThings are what shares are of when not of a debt.
var wholeThings = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("order shipment delivery consignment load batch stock goods team staff crew people company building week day month year morning afternoon evening time story job work project site world country office department warehouse production material units") {
		set[w] = true
	}
	return set
})

// owingThings are plurals that a share of the debt may be of.
var owingThings = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("accounts balances amounts sums totals figures retentions deposits orders statements items works") {
		set[w] = true
	}
	return set
})

// allDone are words after "all of it" that tell of goods or work.
var allDone = []string{"delivered", "signed for", "received", "shipped", "installed", "checked", "tested", "wet", "damaged", "broken", "faulty", "fine", "used", "built", "in writing", "recorded"}

// allOfGoods reports whether what follows "all of it" tells of goods: all of it was delivered.
func allOfGoods(rest string) bool {
	for _, w := range []string{" was", " is", " has been", " got", " came", " arrived", " were"} {
		if after, ok := strings.CutPrefix(rest, w); ok {
			return w == " came" || w == " arrived" || hasPrefixOf(strings.TrimPrefix(after, " "), allDone)
		}
	}
	return false
}

// lotOfGoods follow a lot that is a batch of goods, not all of the debt.
var lotOfGoods = []string{" number", " numbers", " no", " no.", " code", " codes", " id", " size", " tag", " sticker", " in question", " marked", " stamped", " dated", " from", " of them", " you sent", " we sent", " we shipped", " you shipped", " that failed", " was made", " on the"}

// ofGoods reports whether the share word at the span is of things and not of the debt: the lot number, half the boxes, all of it
// was delivered.
func ofGoods(s string, at Span) bool {
	before, rest := window(s, at.Start, 18), s[at.End:]
	switch s[at.Start:at.End] {
	case "the lot", "the whole lot":
		return hasPrefixOf(rest, lotOfGoods) || strings.HasSuffix(before, "what's ") && s[at.Start:at.End] == "the lot"
	case "all of it":
		return allOfGoods(rest)
	}
	return goodsShare(rest)
}
