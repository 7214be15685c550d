package content_test

import (
	"os"
	"testing"
	"testing/fstest"

	"huikuan/server/content"
)

func TestACaseShowsWhatWasMeasuredOfItsOwnVersion(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"playbooks/small.yaml", "lawpacks/cn.yaml", "personas/plain.yaml", "cases/late-parts.yaml"} {
		data, err := os.ReadFile("testdata/valid/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	for _, c := range []struct {
		file  string
		shown bool
	}{
		{`[{"case":"late-parts","version":1,"calls":40,"decent":500}]`, true},
		{`[{"case":"late-parts","version":9,"calls":40,"decent":500}]`, false},
		{`[{"case":"another","version":1,"calls":40,"decent":500}]`, false},
	} {
		files[content.MeasuredFile] = &fstest.MapFile{Data: []byte(c.file)}
		library, err := content.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		if got := library.Measured("late-parts"); (got != nil) != c.shown {
			t.Errorf("%s: shown as %v", c.file, got)
		}
	}
	files[content.MeasuredFile] = &fstest.MapFile{Data: []byte(`{`)}
	if _, err := content.Load(files); err == nil {
		t.Error("a broken file passes")
	}
}
