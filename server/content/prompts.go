package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"huikuan/server/coach"
)

// maxPromptBytes is the size of the largest prompt file.
const maxPromptBytes = 64 << 10

// Prompts are the texts we send to models. A prompt file is a head between two lines "---" and a body:
//
//	---
//	id: debtor/reply.en          the path without .md
//	version: 1
//	inputs: [trainee, firm]      the values it takes
//	output: spoken words         what comes back, for the reader
//	---
//	You are on the phone with {{trainee}} of {{firm}}.
//
// A file without inputs whose body has headings "## name: value, value" is a set of parts, each a prompt of its own
// with the id "file#name". Values are put in as they are: they are never read again, so braces in them mean nothing.
type Prompts struct {
	byID map[string]prompt
	hash string
}

// prompt is text cut at its placeholders: texts[0] inputs… texts[1] and so on.
type prompt struct {
	version int
	inputs  []string // sorted
	texts   []string
	slots   []string // slots[i] stands between texts[i] and texts[i+1]
	size    int
}

type promptHead struct {
	ID      string   `yaml:"id"`
	Version int      `yaml:"version"`
	Inputs  []string `yaml:"inputs"`
	Output  string   `yaml:"output"`
}

var (
	promptSlot  = regexp.MustCompile(`\{\{([a-z][a-z0-9_]*)\}\}`)
	promptBrace = regexp.MustCompile(`\{\{|\}\}`)
	promptPart  = regexp.MustCompile(`(?m)^## ([a-z][a-z0-9_]*)(?::[ \t]*([a-z0-9_, \t]*))?[ \t]*\n`)
)

// LoadPrompts reads every .md file of fsys, but for READMEs and folders named testdata. An error names the file and
// the line.
func LoadPrompts(fsys fs.FS) (*Prompts, error) {
	p := &Prompts{byID: map[string]prompt{}}
	sum := sha256.New()
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return coach.Wrap(coach.CodeInvalid, err, "%s: cannot be read", path)
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.IsDir(), !strings.HasSuffix(path, ".md"), strings.HasSuffix(path, "README.md"):
			return nil
		}
		data, err := fs.ReadFile(fsys, path)
		if err != nil {
			return coach.Wrap(coach.CodeInvalid, err, "%s: cannot be read", path)
		}
		fmt.Fprintf(sum, "%d:%s%d:", len(path), path, len(data))
		sum.Write(data)
		return p.add(path, data)
	})
	if err != nil {
		return nil, err
	}
	p.hash = hex.EncodeToString(sum.Sum(nil))
	return p, nil
}

// Hash is the hex SHA-256 over all prompt files and their paths.
func (p *Prompts) Hash() string { return p.hash }

// Version returns the version of a prompt; CodeNotFound when there is none.
func (p *Prompts) Version(id string) (int, error) {
	found, ok := p.byID[id]
	if !ok {
		return 0, coach.Errorf(coach.CodeNotFound, "there is no prompt %q", id)
	}
	return found.version, nil
}

// IDs lists every prompt, sorted.
func (p *Prompts) IDs() []string {
	ids := make([]string, 0, len(p.byID))
	for id := range p.byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Render puts values into a prompt. Every input must have a value and every value must be an input.
func (p *Prompts) Render(id string, values map[string]string) (string, error) {
	found, ok := p.byID[id]
	if !ok {
		return "", coach.Errorf(coach.CodeNotFound, "there is no prompt %q", id)
	}
	size := found.size
	for _, name := range found.inputs {
		value, ok := values[name]
		if !ok {
			return "", coach.Errorf(coach.CodeInvalid, "prompt %s: no value for {{%s}}", id, name)
		}
		size += len(value)
	}
	if len(values) > len(found.inputs) {
		for name := range values {
			if !slices.Contains(found.inputs, name) {
				return "", coach.Errorf(coach.CodeInvalid, "prompt %s: takes no value {{%s}}", id, name)
			}
		}
	}
	var b strings.Builder
	b.Grow(size)
	for i, text := range found.texts {
		b.WriteString(text)
		if i < len(found.slots) {
			b.WriteString(values[found.slots[i]])
		}
	}
	return b.String(), nil
}

// add reads one file.
func (p *Prompts) add(path string, data []byte) error {
	if len(data) > maxPromptBytes {
		return coach.Errorf(coach.CodeInvalid, "%s: larger than %d KiB", path, maxPromptBytes>>10)
	}
	text := strings.TrimPrefix(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))), "\uFEFF")
	rest, ok := strings.CutPrefix(text, "---\n")
	head, body, closed := strings.Cut(rest, "\n---\n")
	if !ok || !closed {
		return coach.Errorf(coach.CodeInvalid, "%s:1: a prompt begins with a head between two lines ---", path)
	}
	var h promptHead
	if err := yaml.Load([]byte(head), &h, yaml.WithKnownFields()); err != nil {
		return coach.Errorf(coach.CodeInvalid, "%s: the head cannot be read: %s", path, strings.Join(strings.Fields(err.Error()), " "))
	}
	switch {
	case h.ID != strings.TrimSuffix(path, ".md"):
		return coach.Errorf(coach.CodeInvalid, "%s:1: the id must be %q", path, strings.TrimSuffix(path, ".md"))
	case h.Version < 1:
		return coach.Errorf(coach.CodeInvalid, "%s:1: version must be 1 or more", path)
	case strings.TrimSpace(h.Output) == "":
		return coach.Errorf(coach.CodeInvalid, "%s:1: output must say what comes back", path)
	}
	line := strings.Count(head, "\n") + 4
	parts := promptPart.FindAllStringSubmatchIndex(body, -1)
	if len(parts) == 0 || len(h.Inputs) > 0 {
		return p.put(h.ID, h.Version, h.Inputs, body, path, line)
	}
	for i, at := range parts {
		end := len(body)
		if i+1 < len(parts) {
			end = parts[i+1][0]
		}
		var inputs []string
		if at[4] >= 0 {
			inputs = strings.FieldsFunc(body[at[4]:at[5]], func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
		}
		from := line + strings.Count(body[:at[1]], "\n")
		if err := p.put(h.ID+"#"+body[at[2]:at[3]], h.Version, inputs, body[at[1]:end], path, from); err != nil {
			return err
		}
	}
	return nil
}

// put cuts a body at its placeholders and stores it. line is where the body starts in the file.
func (p *Prompts) put(id string, version int, inputs []string, body, path string, line int) error {
	if _, twice := p.byID[id]; twice {
		return coach.Errorf(coach.CodeInvalid, "%s:%d: %q is there twice", path, line, id)
	}
	lead := len(body) - len(strings.TrimLeft(body, "\n"))
	line += lead
	body = strings.TrimSpace(body)
	if body == "" {
		return coach.Errorf(coach.CodeInvalid, "%s:%d: %q has no text", path, line, id)
	}
	lineAt := func(offset int) int { return line + strings.Count(body[:offset], "\n") }
	q := prompt{version: version, inputs: slices.Sorted(slices.Values(inputs))}
	used := map[string]bool{}
	last := 0
	for _, at := range promptSlot.FindAllStringSubmatchIndex(body, -1) {
		name := body[at[2]:at[3]]
		if !slices.Contains(inputs, name) {
			return coach.Errorf(coach.CodeInvalid, "%s:%d: {{%s}} is not among the inputs", path, lineAt(at[0]), name)
		}
		used[name] = true
		q.texts, q.slots = append(q.texts, body[last:at[0]]), append(q.slots, name)
		last = at[1]
	}
	q.texts = append(q.texts, body[last:])
	for _, name := range inputs {
		if !used[name] {
			return coach.Errorf(coach.CodeInvalid, "%s:%d: the input %q is not used", path, line, name)
		}
	}
	offset := 0
	for i, text := range q.texts {
		if at := promptBrace.FindStringIndex(text); at != nil {
			return coach.Errorf(coach.CodeInvalid, "%s:%d: a placeholder is written {{name}}", path, lineAt(offset+at[0]))
		}
		q.size += len(text)
		offset += len(text)
		if i < len(q.slots) {
			offset += len(q.slots[i]) + 4
		}
	}
	if len(used) != len(inputs) {
		return coach.Errorf(coach.CodeInvalid, "%s:%d: an input is named twice", path, line)
	}
	p.byID[id] = q
	return nil
}
