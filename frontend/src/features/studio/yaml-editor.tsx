import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "~/lib/studio";
import { colours, phraseNames, theme } from "./editor-looks";
import { placeOf } from "./places";
import styles from "./yaml-editor.module.css";

export interface EditorHandle {
  /** Puts the cursor at a place and shows it. */
  goTo: (line: number, column: number) => void;
}

/**
 * A text editor for a case's source. It stands in a shadow root: there its styles are adopted sheets, which the page's
 * security policy allows, where a style element would be refused.
 */
export function YamlEditor({
  initial,
  faults,
  label,
  onChange,
  ref,
}: {
  /** What it starts with; give the component a new key to start again. */
  initial: string;
  faults: Fault[];
  label: string;
  onChange: (source: string) => void;
  ref?: Ref<EditorHandle>;
}) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const worded = useRef(new Compartment());
  const change = useRef(onChange);
  const start = useRef(initial);
  useEffect(() => {
    change.current = onChange;
  });

  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: "open" });
    if (!root) return;
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: start.current,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          EditorView.lineWrapping,
          indentUnit.of("  "),
          EditorState.tabSize.of(2),
          yaml(),
          search({ top: true }),
          syntaxHighlighting(colours),
          keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, ...searchKeymap, ...lintKeymap]),
          worded.current.of([]),
          theme,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      start.current = editor.state.doc.toString();
      editor.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const phrases = Object.fromEntries(phraseNames.map((name) => [name, t(`studio.editor.${name}`)]));
    view.current?.dispatch({
      effects: worded.current.reconfigure([
        EditorState.phrases.of(phrases),
        EditorView.contentAttributes.of({
          "aria-label": label,
          tabindex: "0",
          spellcheck: "false",
          autocapitalize: "off",
        }),
      ]),
    });
  }, [label, t]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const marks = faults.map((fault) => ({
      ...placeOf(fault, editor.state.doc),
      severity: "error" as const,
      message: fault.mend ? `${fault.message}\n${fault.mend}` : fault.message,
    }));
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [faults]);

  useImperativeHandle(
    ref,
    () => ({
      goTo(line, column) {
        const editor = view.current;
        if (!editor) return;
        const { from } = placeOf({ line, column }, editor.state.doc);
        editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
        editor.focus();
      },
    }),
    [],
  );

  return <div ref={host} className={styles.editor} />;
}
