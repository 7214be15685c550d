package main

import (
	"fmt"
	"os"
	"path/filepath"

	"huikuan/server/api"
	"huikuan/server/content"
	"huikuan/server/live"
)

type schemaCommand struct {
	Content string `type:"path" placeholder:"DIR" help:"Write the content's JSON Schemas into this folder."`
	Wire    string `type:"path" placeholder:"DIR" help:"Write openapi.json and live.schema.json into this folder."`
}

// Run writes the schemas that are asked for.
func (c *schemaCommand) Run(env *environment) error {
	if c.Content == "" && c.Wire == "" {
		return usageError{fmt.Errorf("say where to write: --content DIR or --wire DIR")}
	}
	if c.Content != "" {
		if err := writeFiles(c.Content, content.Schemas()); err != nil {
			return err
		}
	}
	if c.Wire == "" {
		return nil
	}
	files, err := wireFiles()
	if err != nil {
		return err
	}
	return writeFiles(c.Wire, files)
}

// wireFiles describe everything that crosses the network. They carry no version, so that they change only when the
// wire does.
func wireFiles() (map[string][]byte, error) {
	description, err := api.OpenAPI("1")
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"openapi.json": description, "live.schema.json": live.FrameSchema()}, nil
}

func writeFiles(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
