package author

import (
	"encoding/json"
	"slices"

	"huikuan/server/casedraft"
)

// schema is what a proposal must be.
func schema(open casedraft.Open) json.RawMessage {
	text := object{"zh": stringOf(), "en": stringOf()}.schema()
	excuses := make([]string, len(open.Excuses))
	for i, x := range open.Excuses {
		excuses[i] = x.ID
	}
	data, err := json.Marshal(object{
		"title": text, "brief": text, "goal": text, "trade": text, "invoice_for": text, "consequence": text, "role": text, "story": text,
		"debt_kind": stringOf(casedraft.DebtKinds()...), "debtor_type": stringOf(idsOf(open.DebtorTypes)...), "reason": stringOf(idsOf(open.Reasons)...),
		"fact": object{"name": text, "line": text, "secret": text}.schema(),
		"excuses": map[string]any{"type": "array", "items": object{
			"id": stringOf(excuses...), "truth": stringOf(casedraft.Truths()...), "raise": text, "detail": text, "settled": text, "closed": text,
		}.schema()},
	}.schema())
	if err != nil {
		panic(err) // built of plain values
	}
	return data
}

// object is a JSON object all of whose properties are required.
type object map[string]any

func (o object) schema() map[string]any {
	required := make([]string, 0, len(o))
	for name := range o {
		required = append(required, name)
	}
	slices.Sort(required)
	return map[string]any{"type": "object", "additionalProperties": false, "required": required, "properties": map[string]any(o)}
}

// stringOf is any text, or one of the given.
func stringOf(known ...string) map[string]any {
	if len(known) == 0 {
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "string", "enum": known}
}

func idsOf(choices []casedraft.Choice) []string {
	ids := make([]string, len(choices))
	for i, c := range choices {
		ids[i] = c.ID
	}
	return ids
}
