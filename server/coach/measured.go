package coach

// Measured is how a case went for scripted trainees, over both languages: of their calls, how many brought at least a sum
// and a day (O3), in thousandths.
type Measured struct {
	Case    string   `json:"case"`
	Version int      `json:"version"` // of the case that was played
	Calls   int      `json:"calls"`   // per trainee
	Novice  Permille `json:"novice"`  // means well and knows little
	Decent  Permille `json:"decent"`  // goes about it properly and leaves much out
	Expert  Permille `json:"expert"`
}
