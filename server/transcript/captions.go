package transcript

import (
	"html"
	"regexp"
	"strings"

	"huikuan/server/coach"
)

// Captions are read here and not by a library: the well-known one panics on broken times, and only the words and the
// voices matter to us.
var (
	cueTimes  = regexp.MustCompile(`^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}`)
	cueClocks = regexp.MustCompile(`^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*\S{1,3}\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*$`) // two times with something else than an arrow between
	cueVoice  = regexp.MustCompile(`^<v(?:\.[^ >]+)*\s+([^>]+)>`)
	cueTag    = regexp.MustCompile(`</?[A-Za-z0-9][^>]*>`)
)

// cueLine is a line of a caption.
type cueLine struct {
	line  int // 1-based
	voice string
	words string
}

// readCaptions reads SRT or WebVTT. The speaker is WebVTT's voice or a label with a colon; a caption without one goes on
// with the last speaker. What one speaker says in several captions is one turn.
func readCaptions(data []byte, source Source) (script, error) {
	cues, err := cueLines(data)
	if err != nil {
		return nil, err
	}
	words := make([]string, len(cues))
	for i, cue := range cues {
		words[i] = cue.words
	}
	isLabel := labelsOf(words, source.Trainee)
	var out script
	for _, cue := range cues {
		label, text := cue.voice, cue.words
		if label == "" {
			if found, rest, ok := splitLabel(text); ok && isLabel[folded(found)] {
				label, text = found, rest
			}
		}
		switch {
		case label == "" && len(out) == 0:
			err = faultAt(FaultNoSpeaker, cue.line, coach.Errorf(coach.CodeInvalid, "line %d: no speaker; start the caption with a label and a colon, or use WebVTT's <v name>", cue.line))
		case label == "" || (len(out) > 0 && folded(out[len(out)-1].label) == folded(label)):
			err = out.extend(" " + text)
		default:
			err = out.add(said{line: cue.line, label: label, text: text})
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// cueLines are the lines of words under each caption's times; numbers, settings, notes and styles are left out.
func cueLines(data []byte) ([]cueLine, error) {
	var cues []cueLine
	inside := false
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			inside = false
		case cueTimes.MatchString(line):
			inside = true
		case strings.Contains(line, "-->"), cueClocks.MatchString(line):
			return nil, faultAt(FaultTimes, i+1, coach.Errorf(coach.CodeInvalid, "line %d: the times cannot be read; write them as in 00:00:01,000 --> 00:00:03,000", i+1))
		case inside:
			cue := cueLine{line: i + 1}
			line = strings.TrimSpace(line)
			if voice := cueVoice.FindStringSubmatch(line); voice != nil {
				cue.voice = strings.TrimSpace(voice[1])
			}
			cue.words = strings.TrimSpace(html.UnescapeString(cueTag.ReplaceAllString(line, "")))
			cues = append(cues, cue)
		}
	}
	if len(cues) == 0 {
		return nil, faultAt(FaultNoWords, 0, coach.Errorf(coach.CodeInvalid, "the captions hold no words"))
	}
	return cues, nil
}
