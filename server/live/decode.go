package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
)

// maxID is the longest id a client may send, in bytes.
const maxID = 64

// decodeFrame reads a client's frame into its struct (Say, Stop, …). The error says what to send instead; clientTurnID
// is set, also beside an error, when the frame is a say that names it.
func decodeFrame(data []byte) (frame any, clientTurnID string, err error) {
	if !utf8.Valid(data) {
		return nil, "", invalid("the frame is not valid UTF-8; send JSON text")
	}
	if say, ok := plainSay(data); ok {
		return say, say.ClientTurnID, nil
	}
	var head struct {
		Type         *string `json:"type"`
		ClientTurnID any     `json:"client_turn_id"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		if _, ok := errors.AsType[*json.SyntaxError](err); ok {
			return nil, "", invalid("the frame is not valid JSON; send one JSON object in each frame")
		}
		return nil, "", invalid(`the frame must be a JSON object whose "type" is a string`)
	}
	if head.Type == nil {
		return nil, "", invalid(`the frame has no "type"; send ` + knownTypes())
	}
	for _, known := range clientFrames() {
		if known.wire == *head.Type {
			if id, ok := head.ClientTurnID.(string); ok && known.wire == TypeSay && len(id) <= maxID {
				clientTurnID = id
			}
			frame, err = decodeAs(known.wire, data)
			return frame, clientTurnID, err
		}
	}
	return nil, "", invalid("this type of frame is not known; send " + knownTypes())
}

// plainSay decodes what nearly every frame is, a sentence without fault, in one pass. Anything else is looked at from the start,
// for what is wrong with it.
func plainSay(data []byte) (Say, bool) {
	if !bytes.Contains(data, sayField) {
		return Say{}, false
	}
	frame, err := decodeAs(TypeSay, data)
	say, ok := frame.(Say)
	return say, ok && err == nil && say.Type == TypeSay
}

// sayField is a field that no other frame has.
var sayField = []byte(`"client_turn_id"`)

func decodeAs(wire string, data []byte) (any, error) {
	switch wire {
	case TypeSay:
		return checked[Say](data, func(f Say) error {
			if err := checkID("client_turn_id", f.ClientTurnID); err != nil {
				return err
			}
			return checkText(f.Text)
		})
	case TypeContact:
		return checked[Contact](data, func(f Contact) error { return checkID("id", f.ID) })
	case TypeAction:
		return checked[Action](data, func(f Action) error { return checkID("id", f.ID) })
	case TypeStop:
		return checked[Stop](data, nil)
	case TypeHint:
		return checked[Hint](data, nil)
	case TypePause:
		return checked[Pause](data, nil)
	case TypeResume:
		return checked[Resume](data, nil)
	default:
		return checked[End](data, nil)
	}
}

// checked decodes a frame strictly: a field it does not know, or of the wrong kind, is an error.
func checked[T any](data []byte, check func(T) error) (any, error) {
	var frame T
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&frame); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
			return nil, invalid("a field has the wrong kind of value; ids and texts are strings")
		}
		return nil, invalid("the frame has a field that does not belong to its type; leave it out")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, invalid("the frame holds more than one JSON object; send one in each frame")
	}
	if check == nil {
		return frame, nil
	}
	if err := check(frame); err != nil {
		return nil, err
	}
	return frame, nil
}

func checkID(field, id string) error {
	if id == "" || len(id) > maxID {
		return invalid(`"` + field + `" is missing or too long; send a string of 1 to 64 bytes`)
	}
	return nil
}

func checkText(text string) error {
	if strings.TrimSpace(text) == "" {
		return invalid(`"text" is missing or blank; send what the trainee says`)
	}
	if utf8.RuneCountInString(text) > coach.MaxTurnRunes {
		return coach.Errorf(coach.CodeTooLarge, "a turn may have at most %d characters; send it in two", coach.MaxTurnRunes)
	}
	return nil
}

func invalid(message string) error { return &coach.Error{Code: coach.CodeInvalid, Message: message} }

func knownTypes() string {
	frames := clientFrames()
	names := make([]string, len(frames))
	for i, f := range frames {
		names[i] = f.wire
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
