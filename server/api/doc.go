// Package api is the HTTP surface: Echo routes, wire types, the one error-to-status map, and the web page's files. It is
// the only importer of Echo.
package api
