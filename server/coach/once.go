package coach

import "time"

// OnceFor is how long the key of a request to begin a call is remembered.
const OnceFor = 24 * time.Hour

// Once names a request to begin a call, so that it can be sent again when its answer was lost. The zero value names none.
type Once struct {
	Key   string // the client's own, of its choice
	Asked string // what the request asks for, as a hash
}
