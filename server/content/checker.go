package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// checker collects the faults of one document.
type checker struct {
	doc    *document
	faults []Fault
}

// maxFaults is how many faults of one file are collected: nobody mends more in one go.
const maxFaults = 200

// fault reports something wrong at a place.
func (c *checker) fault(at place, message, mend string) {
	if len(c.faults) >= maxFaults {
		return
	}
	c.faults = append(c.faults, faultAt(c.doc, find(c.doc.root, at), at, message, mend))
}

// known reports a reference that leads nowhere. An empty one is the schema's business.
func (c *checker) known(at place, what, id string, ids []string) {
	if id != "" && !slices.Contains(ids, id) {
		c.fault(at, fmt.Sprintf("there is no %s %q", what, id), suggest(id, ids))
	}
}

// allKnown reports the references of a list that lead nowhere.
func (c *checker) allKnown(at place, what string, refs, ids []string) {
	for i, ref := range refs {
		c.known(at.with(i), what, ref, ids)
	}
}

// unique reports items of a list that carry the same id as an earlier one.
func unique[T any](c *checker, at place, key, what string, items []T, id func(T) string) []string {
	var ids []string
	for i, item := range items {
		name := id(item)
		if name != "" && slices.Contains(ids, name) {
			c.fault(at.with(i, key), fmt.Sprintf("the %s %q is here twice", what, name), "remove one of them")
			continue
		}
		ids = append(ids, name)
	}
	return ids
}

// hasHan reports whether a text holds a Chinese character.
func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// languages reports texts in the wrong language's place: no English text of the trade holds Chinese characters. Aliases
// are spared: a Chinese name may well be used in an English call.
func (c *checker) languages() {
	var walk func(n *yaml.Node, at place)
	walk = func(n *yaml.Node, at place) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				if key != "aliases" && key != "secret" {
					walk(n.Content[i+1], at.with(key))
				}
			}
		case yaml.SequenceNode:
			for i, item := range n.Content {
				walk(item, at.with(i))
			}
		case yaml.ScalarNode:
			english := slices.Contains(at, any("en"))
			if english && hasHan(n.Value) {
				c.fault(at, "Chinese characters in the English text", "write it in English; the Chinese text goes under zh")
			}
			if !english && slices.Contains(at, any("zh")) && len([]rune(n.Value)) >= 8 && !hasHan(n.Value) {
				c.fault(at, "no Chinese in the Chinese text", "write it in Chinese; the English text goes under en")
			}
		}
	}
	walk(c.doc.root, nil)
}
