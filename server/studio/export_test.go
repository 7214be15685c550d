package studio

// PlayFewer makes the publish gate play runs calls a trainee; the bars stay.
func (s *Studio) PlayFewer(runs int) { s.gate = gateOf(runs) }

// Playing reports whether a playtest runs.
func (s *Studio) Playing() bool { return len(s.playing) > 0 }
