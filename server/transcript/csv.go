package transcript

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// The names a column may have.
func speakerNames() []string {
	return []string{"speaker", "role", "who", "from", "说话人", "发言人", "角色", "讲话人", "身份"}
}

func textNames() []string {
	return []string{"text", "content", "utterance", "words", "message", "transcript", "内容", "文本", "话", "对话内容", "说的话"}
}

func contactNames() []string { return []string{"contact", "联系人"} }

// isHeading reports whether a line is a CSV heading we can read.
func isHeading(line string) bool {
	cells, err := csv.NewReader(strings.NewReader(line)).Read()
	if d := delimiterOf(line); err == nil && d != ',' {
		cells = strings.Split(strings.TrimSpace(line), string(d))
	}
	return err == nil && column(cells, speakerNames()) >= 0 && column(cells, textNames()) >= 0
}

// delimiterOf is the separator a heading uses.
func delimiterOf(line string) rune {
	for _, d := range []rune{'\t', ';', ','} {
		if strings.ContainsRune(line, d) {
			return d
		}
	}
	return ','
}

func column(heading, names []string) int {
	return slices.IndexFunc(heading, func(cell string) bool { return slices.Contains(names, folded(strings.Trim(cell, `"`))) })
}

// readCSV reads a table with a speaker and a text column, separated by commas, semicolons or tabs.
func readCSV(data []byte, _ Source) (script, error) {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma = delimiterOf(string(first))
	reader.FieldsPerRecord = -1
	heading, err := reader.Read()
	if err != nil {
		return nil, badTable(err)
	}
	speaker, text, contact := column(heading, speakerNames()), column(heading, textNames()), column(heading, contactNames())
	if speaker < 0 || text < 0 {
		return nil, faultAt(FaultColumns, 1, coach.Errorf(coach.CodeInvalid, "line 1: the heading must name a speaker and a text column (speaker,text or 说话人,内容)"))
	}
	var out script
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, badTable(err)
		}
		line, _ := reader.FieldPos(0)
		if len(row) <= max(speaker, text) {
			return nil, faultAt(FaultShortRow, line, coach.Errorf(coach.CodeInvalid, "line %d: the row has %d cells; the heading asks for %d", line, len(row), len(heading)))
		}
		u := said{line: line, label: strings.TrimSpace(row[speaker]), text: row[text]}
		if contact >= 0 && contact < len(row) {
			u.contact = strings.TrimSpace(row[contact])
		}
		if u.label == "" {
			return nil, faultAt(FaultEmptySpeaker, line, coach.Errorf(coach.CodeInvalid, "line %d: the speaker is empty", line))
		}
		if err := out.add(u); err != nil {
			return nil, err
		}
	}
}

func badTable(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return faultAt(FaultTable, parse.Line, coach.Errorf(coach.CodeInvalid, "line %d: the table cannot be read; check the quotation marks", parse.Line))
	}
	return faultAt(FaultTable, 0, coach.Errorf(coach.CodeInvalid, "the table cannot be read; it needs a heading such as speaker,text"))
}
