// Package live carries calls over WebSockets: the wire frames, and the handler that seats one screen at one call.
package live
