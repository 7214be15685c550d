// Package scenarios embeds the content that ships with the program: playbooks, law packs, personas and cases.
package scenarios

import "embed"

// FS holds the shipped content, laid out as playbooks/, lawpacks/, personas/ and cases/, and how the cases went
// for scripted trainees.
//
//go:embed playbooks/*.yaml lawpacks/*.yaml personas/*.yaml cases/*.yaml difficulty.json
var FS embed.FS
