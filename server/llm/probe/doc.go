// Package probe tests an endpoint the way it is going to be used, and says in plain words what to change.
package probe
