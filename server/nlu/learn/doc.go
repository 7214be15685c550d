// Package learn reads the labelled corpus, trains the labeller's classifier on it and measures a labeller against it. It
// is used to build and to test, never while calls run.
package learn
