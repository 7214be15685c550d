package openai

import "context"

// AllowDial asks whether an endpoint that names the given host may connect to an address.
func AllowDial(named, address string) error {
	return namedHost(named).allow(context.Background(), "tcp", address, nil)
}

// EncodeMessages is encodeMessages.
var EncodeMessages = encodeMessages
