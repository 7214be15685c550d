// Package sqlite keeps sessions, their event logs and their assessments in one SQLite file.
package sqlite
