package transcript

import (
	"errors"
	"reflect"
	"testing"

	"huikuan/server/coach"
)

func TestACallIsLookedAtBeforeItIsClearWhoIsWho(t *testing.T) {
	text := "Dana: Hello?\nSam: Invoice 204 is open.\nwith a second line\n\ndana: Who is this?\n"
	if _, err := Read([]byte(text), Source{}); err == nil {
		t.Error("two names nobody knows were told apart")
	}
	got, err := Look([]byte(text), Source{})
	if err != nil {
		t.Fatal(err)
	}
	want := Reading{
		Format: Text, Lang: coach.English,
		Speakers: []Voice{{Label: "Dana", Turns: 2}, {Label: "Sam", Turns: 1}},
		Turns:    []Line{{Line: 1, Voice: 0, Text: "Hello?"}, {Line: 2, Voice: 1, Text: "Invoice 204 is open.\nwith a second line"}, {Line: 5, Voice: 0, Text: "Who is this?"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v\nwant %+v", got, want)
	}
	known, err := Look([]byte("我：您好。\n对方：哪位？"), Source{})
	if err != nil || known.Speakers[0].Side != coach.Trainee || known.Speakers[1].Side != coach.Debtor || known.Lang != coach.Chinese {
		t.Errorf("usual labels: %+v, %v", known, err)
	}
}

func TestAFaultSaysItsKindAndItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		kind FaultKind
		line int
		turn int
	}{
		"nothing":                {" \n", FaultEmpty, 0, 0},
		"no label":               {"\nhello there\nme: hi", FaultNoSpeaker, 2, 0},
		"times without an arrow": {"1\n00:00:01,000 --> 00:00:02,000\nme: hi\n\n2\n00:00:03,500 > 00:00:06,000\nthem: ho", FaultTimes, 6, 0},
		"bad times":              {"1\n00:00:01,000 --> 00:00:02,000\nme: hi\n\n2\n0:1 --> soon\nthem: ho", FaultTimes, 6, 0},
		"a short row":            {"speaker,text\nme,hi\nthem\n", FaultShortRow, 3, 0},
		"nobody's row":           {"speaker,text\nme,hi\n,ho\n", FaultEmptySpeaker, 3, 0},
		"open quotes":            {"speaker,text\nme,\"hi\" there\n", FaultTable, 2, 0},
		"broken JSON":            {"{\"lang\":\"en\",\n\"turns\":[\n{\"speaker\" \"debtor\"}]}", FaultJSON, 3, 0},
		"JSON of a list":         {"{\"lang\":\"en\",\n\"turns\":7}", FaultShape, 2, 0},
		"JSON of a stranger":     {`{"lang":"en","turns":[{"speaker":"debtor","text":"hi"},{"speaker":"ghost","text":"hu"}]}`, FaultTurn, 0, 2},
	} {
		_, err := Look([]byte(c.data), Source{})
		fault, ok := errors.AsType[*Fault](err)
		if !ok || fault.Kind != c.kind || fault.Line != c.line || fault.Turn != c.turn || coach.CodeOf(err) == coach.CodeInternal {
			t.Errorf("%s: %+v (%v), want %s in line %d, turn %d", name, fault, err, c.kind, c.line, c.turn)
		}
	}
}
