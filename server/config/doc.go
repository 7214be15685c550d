// Package config is what an operator can set: one typed struct per command, its rules, and secrets that do not print.
package config
