import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/components/button";
import { BackIcon } from "~/components/icons";
import { PageHead } from "~/components/page-head";
import { ProblemLine } from "~/components/problem-line";
import type { Scorecard } from "~/lib/model";
import { recall, remember } from "~/lib/storage";
import { maxTranscript, type RealCall, readTranscript, type TranscriptFault } from "~/lib/transcripts";
import { useTitle } from "~/lib/use-title";
import { CallWords } from "./call-words";
import styles from "./import.module.css";
import { Sorted } from "./sorted";

/** What is typed is kept as long as the tab is open: a reload loses nothing. */
const kept = "huikuan:import";

/** A call held elsewhere: its words, who is who in it, its score, and a case made of it. */
export function ImportPage({ result }: { result: (card: Scorecard, call: RealCall) => ReactNode }) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => recall("session", kept) ?? "");
  const [local, setLocal] = useState<TranscriptFault | null>(null); // found without asking the server
  const read = useMutation({
    mutationFn: () => readTranscript(text),
    onSuccess: ({ fault }) => fault && pointAt(area.current, fault.line),
  });
  useTitle(t("import.title"));
  const write = (words: string) => {
    setText(words);
    remember("session", kept, words === "" ? null : words);
    setLocal(null);
    read.reset();
  };
  const fault = local ?? read.data?.fault ?? null;
  return (
    <>
      <p className={styles.back}>
        <ButtonLink look="plain" size="s" href="/review" icon={<BackIcon size={18} />}>
          {t("nav.review")}
        </ButtonLink>
      </p>
      <PageHead title={t("import.title")}>{t("import.lead")}</PageHead>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const problem = tooMuch(text);
          setLocal(problem);
          if (!problem) read.mutate();
        }}
      >
        <CallWords text={text} fault={fault} area={area} onText={write} />
        {read.isError && <ProblemLine error={read.error} />}
        <Button type="submit" look="primary" disabled={read.isPending}>
          {t(read.isPending ? "import.reading" : "import.read")}
        </Button>
      </form>
      {read.data && !read.data.fault && <Sorted key={read.submittedAt} reading={read.data} result={result} />}
    </>
  );
}

/** What need not be sent to know that it cannot be read. */
function tooMuch(text: string): TranscriptFault | null {
  const nowhere = { line: 0, turn: 0, detail: "" };
  if (text.trim() === "") return { kind: "empty", ...nowhere };
  return new Blob([text]).size > maxTranscript ? { kind: "too_large", ...nowhere } : null;
}

/** Brings the caret to a line, which is marked. */
function pointAt(area: HTMLTextAreaElement | null, line: number) {
  if (!area) return;
  area.focus();
  if (line === 0) return;
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 4);
}
