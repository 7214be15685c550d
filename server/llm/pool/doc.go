// Package pool decides which endpoint answers a request: in their order, within their slots and within the budget, and
// it notes what every answer took and cost.
package pool
