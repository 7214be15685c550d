// Package review is for people who read calls: it finds them, keeps comments and decisions beside what the rules found, and
// exports the lot.
package review
