package coach

import "context"

type sessionKey struct{}

// InSession marks work as done for a session, so that what it costs is counted there.
func InSession(ctx context.Context, sessionID string) context.Context {
	return context.WithValue(ctx, sessionKey{}, sessionID)
}

// SessionOf returns the session that ctx works for; empty when it works for none.
func SessionOf(ctx context.Context) string {
	id, _ := ctx.Value(sessionKey{}).(string)
	return id
}
