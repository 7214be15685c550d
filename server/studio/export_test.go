package studio

// PlayFewer makes the publish gate play runs calls a trainee; the bars stay.
func (s *Studio) PlayFewer(runs int) { s.gate = gateOf(runs) }
