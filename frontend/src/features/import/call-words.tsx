import { type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { TextArea } from "~/components/field";
import { type TranscriptFault, wordsOfFile } from "~/lib/transcripts";
import styles from "./import.module.css";

/** The call's words, out of a file or pasted. What a file replaces can be had back. */
export function CallWords({
  text,
  fault,
  area,
  onText,
}: {
  text: string;
  fault: TranscriptFault | null;
  area: RefObject<HTMLTextAreaElement | null>;
  onText: (text: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [before, setBefore] = useState<string | null>(null);
  const open = async (file: File | undefined) => {
    if (!file) return;
    const words = wordsOfFile(await file.arrayBuffer());
    setBefore(text.trim() === "" ? null : text);
    onText(words);
  };
  return (
    <div className={styles.words}>
      <div className={styles.file}>
        <input
          id={id}
          className="sr-only"
          type="file"
          accept=".txt,.json,.srt,.vtt,.csv,text/plain,text/csv,application/json"
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = ""; // the same file can be chosen again once it is mended
          }}
        />
        <label htmlFor={id}>{t("import.file")}</label>
        {before !== null && (
          <Button
            size="s"
            onClick={() => {
              onText(before);
              setBefore(null);
            }}
          >
            {t("import.back")}
          </Button>
        )}
      </div>
      <TextArea
        label={t("import.words")}
        ref={area}
        rows={12}
        value={text}
        spellCheck={false}
        placeholder={t("import.example")}
        aria-describedby={fault ? `${id}-fault` : `${id}-note`}
        aria-invalid={fault !== null}
        onChange={(event) => onText(event.target.value)}
      />
      {fault ? (
        <p id={`${id}-fault`} role="alert" className={styles.fault}>
          {fault.line > 0 && <strong>{t("import.line", { line: fault.line })} </strong>}
          {fault.turn > 0 && <strong>{t("import.turn", { turn: fault.turn })} </strong>}
          {t(`import.fault.${fault.kind}`)}
        </p>
      ) : (
        <p id={`${id}-note`} className={styles.quiet}>
          {t("import.note")}
        </p>
      )}
    </div>
  );
}
