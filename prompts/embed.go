// Package prompts holds the texts we send to models. Their form is described at content.Prompts.
package prompts

import "embed"

// FS holds the prompt files.
//
//go:embed */*.md
var FS embed.FS
