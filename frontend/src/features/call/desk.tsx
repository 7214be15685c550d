import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CaseFile } from "~/components/case-file";
import { Choice } from "~/components/choice";
import { CheckIcon, DocumentIcon } from "~/components/icons";
import type { DeskView, Lang, ScenarioView } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./desk.module.css";
import type { LiveCall } from "./use-live-call";

type Side = "file" | "documents";

/** The case on the trainee's desk: the file to read, and documents that can be sent while talking. */
export function Desk({ scenario, lang, call }: { scenario: ScenarioView; lang: Lang; call: LiveCall }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<Side>("file");
  return (
    <div className={styles.desk}>
      <Choice
        hideLabel
        label={t("desk.title")}
        value={side}
        onChange={setSide}
        options={[
          { value: "file", label: t("desk.file") },
          { value: "documents", label: t("desk.documents") },
        ]}
      />
      {side === "file" ? (
        <CaseFile scenario={scenario} lang={lang} />
      ) : (
        <>
          <p className={styles.lead}>{t("desk.lead")}</p>
          <ul className={styles.documents}>
            {scenario.desk.map((document) => (
              <Document key={document.id} document={document} lang={lang} call={call} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Document({ document, lang, call }: { document: DeskView; lang: Lang; call: LiveCall }) {
  const { t } = useTranslation();
  const { state } = call;
  const done = state.entries.some((e) => e.kind === "action" && e.action === document.id);
  const free = state.link === "open" && !state.ended && !state.paused && !call.busy;
  return (
    <li className={styles.document} lang={writtenTag(lang)}>
      <h3>
        <DocumentIcon size={18} /> {document.name}
      </h3>
      <p>{document.document}</p>
      <Button
        size="s"
        look={done ? "plain" : "quiet"}
        icon={done ? <CheckIcon size={16} /> : undefined}
        disabled={done || !free}
        onClick={() => call.send({ type: "action", id: document.id })}
        aria-label={t("desk.doOf", { name: document.name })}
      >
        {t(done ? "desk.done" : "desk.do")}
      </Button>
    </li>
  );
}
