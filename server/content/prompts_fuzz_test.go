package content_test

import (
	"strings"
	"testing"

	"huikuan/server/content"
)

// FuzzRender: whatever a prompt and its values hold, a value stands where its name stood and is not read again.
func FuzzRender(f *testing.F) {
	f.Add("Dear {{who}}, {{what}} {{who}}.", "{{what}}", "{{range 2000000000}}")
	f.Add("{{who}}{{what}}{{ who }}", "{{who}}", "\x00\xff")
	f.Add("{{who}} {{what}} {{", "}}", "{{.Key}}")
	f.Fuzz(func(t *testing.T, body, who, what string) {
		if strings.Contains(body, "---") || strings.Contains(body, "\r") || strings.Contains(body, "##") {
			return // it would have a head, or parts of its own: another prompt than the one meant here
		}
		p, err := content.LoadPrompts(promptFS(map[string]string{"a/b.md": goodHead + body}))
		if err != nil {
			return
		}
		got, err := p.Render("a/b", map[string]string{"who": who, "what": what})
		if err != nil {
			return
		}
		want := strings.NewReplacer("{{who}}", who, "{{what}}", what).Replace(strings.TrimSpace(body))
		if got != want {
			t.Errorf("rendered %q, want %q", got, want)
		}
	})
}
