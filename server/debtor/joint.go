package debtor

import (
	"slices"
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// jointOneIn is how often a turn that goes from one thing to another says so: once in so many.
const jointOneIn = 3

// leadOver puts a few words before a line that goes on to another thing in the same breath, now and then, each once a
// call. It returns the line as it was, and no id, where the line leads over by itself or does not allow it.
func leadOver(b Brief, index int, line string, taken map[string]bool) (string, string) {
	if index == 0 && b.Moves[0].Kind == coach.MoveDisclose {
		return leadIn(b, line)
	}
	if index == 0 || b.Moves[index].Kind != coach.MoveDisclose && b.Moves[index].Kind != coach.MoveRaiseExcuse {
		return line, ""
	}
	switch b.Moves[index-1].Kind {
	case coach.MoveCloseExcuse, coach.MoveSettleExcuse, coach.MoveCorrect:
	default:
		return line, ""
	}
	if pick(b.Seed, b.Turn, index+7, jointOneIn) != 0 {
		return line, ""
	}
	joints, rest := []string{"另外，", "还有个事，", "对了，", "话说到这儿，"}, line
	if b.Lang == coach.English {
		joints = []string{"And another thing, ", "Since we're talking, ", "While I have you, ", "Oh, and "}
		var small bool
		if rest, small = smallFirst(line); !small {
			return line, ""
		}
	} else if slices.ContainsFunc(append(joints, "还有", "再说", "不过", "其实", "说到"), func(j string) bool { return strings.HasPrefix(line, strings.TrimSuffix(j, "，")) }) {
		return line, ""
	}
	at := pick(b.Seed, b.Turn, index, len(joints))
	id := "joint:" + strconv.Itoa(at)
	if b.Used[id] || taken[id] {
		return line, ""
	}
	return joints[at] + rest, id
}

// leadInOneIn is how often somebody takes a breath before telling something: once in so many.
const leadInOneIn = 3

// leadIn puts a few words before a fact that answers a question, now and then, each once a call.
func leadIn(b Brief, line string) (string, string) {
	if pick(b.Seed, b.Turn, 11, leadInOneIn) != 0 {
		return line, ""
	}
	leads, asked, rest := []string{"这么说吧，", "说实在的，", "实话讲，", "话说到这份上，", "老实说，", "说白了，", "这事吧，", "要说呢，"}, "既然问到了，", line
	if b.Lang == coach.English {
		leads, asked = []string{"Well, ", "To be straight with you, ", "Look, ", "If you want to know, ", "Honestly, ", "Truth be told, ", "The thing is, "}, "Since you ask, "
		small, ok := smallFirst(line)
		if !ok {
			return line, ""
		}
		rest = small
	} else if pause := strings.IndexAny(line, "，。……"); pause >= 0 && pause <= 12 {
		return line, "" // it has a beginning of its own
	}
	if seeks(b.Moves[0].Cause.Act) {
		leads = append(leads, asked)
	}
	at := pick(b.Seed, b.Turn, 12, len(leads))
	id := "lead:" + strconv.Itoa(at)
	if b.Used[id] {
		return line, ""
	}
	return leads[at] + rest, id
}

// smallFirst writes a line with a small first letter, if its first word is one that takes it and leads over nothing.
func smallFirst(line string) (string, bool) {
	first, _, _ := strings.Cut(line, " ")
	switch first {
	case "The", "We", "It", "It's", "There", "There's", "They", "That", "That's", "You", "He", "She", "Our", "My", "This", "A", "An", "One", "Your", "Their", "Nobody", "Everybody", "Those", "These":
		return strings.ToLower(line[:1]) + line[1:], true
	}
	return line, false
}
