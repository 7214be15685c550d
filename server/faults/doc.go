// Package faults breaks the server on purpose. Its tests need the build tag faults: make faults runs ten minutes of
// them, make faults-long the full counts, make test a sample.
package faults
