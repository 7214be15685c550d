package coach

import "strings"

// AskedFor begins the action of asking for somebody; their contact id follows.
const AskedFor = "contact:"

// ActionKind is what sort of thing was done in a call beside speaking.
type ActionKind string

// Kinds of actions.
const (
	ActionDesk     ActionKind = "desk"      // a document of the case desk was used
	ActionAskedFor ActionKind = "asked_for" // the trainee asked for somebody
	ActionOnLine   ActionKind = "on_line"   // somebody else came to the phone
)

// Action is something that happened in a call beside speaking.
type Action struct {
	Turn int // the last turn before it
	Kind ActionKind
	ID   string // of the document, or of the contact
}

// Actions lists what happened in a log beside speaking, in order.
func Actions(events []Event) []Action {
	var actions []Action
	for _, e := range events {
		switch b := e.Body.(type) {
		case ActionDone:
			if contact, ok := strings.CutPrefix(b.Action, AskedFor); ok {
				actions = append(actions, Action{Turn: b.Turn, Kind: ActionAskedFor, ID: contact})
				continue
			}
			actions = append(actions, Action{Turn: b.Turn, Kind: ActionDesk, ID: b.Action})
		case ContactChanged:
			actions = append(actions, Action{Turn: b.Turn, Kind: ActionOnLine, ID: b.Contact})
		}
	}
	return actions
}
