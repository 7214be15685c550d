import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/components/button";
import { BackIcon } from "~/components/icons";
import { ProblemLine } from "~/components/problem-line";
import { useUiLang } from "~/lib/i18n";
import { checkedQuery, type Draft, type Fault, type Unfilled } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import { AskTwice } from "./ask-twice";
import { Conflict } from "./conflict";
import styles from "./draft-desk.module.css";
import { Faults } from "./faults";
import { otherName } from "./other-name";
import { Outline } from "./outline";
import { Playtest } from "./playtest";
import { Publish } from "./publish";
import { TryIt } from "./try-it";
import { useDraft } from "./use-draft";
import { type EditorHandle, YamlEditor } from "./yaml-editor";

/** How long after a key the server is asked what is wrong, in milliseconds. */
const pause = 400;

const noFaults: Fault[] = [];
const noPlaces: Unfilled[] = [];

export function DraftDesk({ id, stored }: { id: string; stored: Draft | null }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const editor = useRef<EditorHandle>(null);
  const { draft, saved, standing, save, remove, discard, trouble, write, keepMine, takeTheirs } = useDraft(id, stored);
  const [opened, setOpened] = useState(0); // a new number starts the editor again with what the draft then is
  const settled = useSettled(draft.source);
  const checked = useQuery({ ...checkedQuery(settled, contentLang(ui)), placeholderData: keepPreviousData });
  const found = checked.data?.faults ?? noFaults;
  const said = checked.data?.id ?? "";
  const faults = useMemo(() => {
    const other = otherName(id, said, settled);
    return other
      ? [{ ...other, path: "id", message: t("studio.otherId", { other: said, id }), mend: "" }, ...found]
      : found;
  }, [id, said, settled, found, t]);
  const checking = settled !== draft.source || checked.isFetching;
  const sound = checked.data !== undefined && faults.length === 0 && !checking;

  return (
    <article className={styles.desk}>
      <header className={styles.head}>
        <ButtonLink look="plain" size="s" href="/studio" icon={<BackIcon size={18} />}>
          {t("nav.studio")}
        </ButtonLink>
        <h1>{id}</h1>
        <p role="status" className={styles.state} data-standing={standing}>
          {t(save.isPending ? "studio.saving" : `studio.standing.${standing}`)}
        </p>
        <div className={styles.actions}>
          <Button look="primary" disabled={standing !== "unsaved" || save.isPending} onClick={() => save.mutate()}>
            {t("studio.save")}
          </Button>
          <Button onClick={() => download(id, draft.source)}>{t("studio.download")}</Button>
          <AskTwice
            ask={t("studio.remove")}
            surely={t("studio.removeSurely")}
            disabled={remove.isPending}
            onSure={() => (saved === null ? discard() : remove.mutate())}
          />
        </div>
      </header>
      {standing === "elsewhere" && (
        <Conflict
          theirs={saved}
          onMine={keepMine}
          onTheirs={() => {
            takeTheirs();
            setOpened(opened + 1);
          }}
        />
      )}
      {trouble && <ProblemLine error={trouble} />}
      <div className={styles.columns}>
        <Outline parts={checked.data?.outline ?? []} onGo={(line) => editor.current?.goTo(line, 1)} />
        <div className={styles.middle}>
          <YamlEditor
            key={opened}
            ref={editor}
            initial={draft.source}
            faults={faults}
            label={t("studio.source", { id })}
            onChange={write}
          />
          <Faults
            faults={faults}
            checking={checking}
            error={checked.error}
            onGo={(fault) => editor.current?.goTo(fault.line, fault.column)}
          />
        </div>
      </div>
      <TryIt source={draft.source} sound={sound} />
      <Playtest source={draft.source} sound={sound} />
      <Publish
        id={id}
        saved={standing === "saved" ? (saved?.version ?? "") : ""}
        sound={sound}
        faulty={faults.length > 0}
        unfilled={checked.data?.unfilled ?? noPlaces}
        onGo={(line) => editor.current?.goTo(line, 1)}
      />
    </article>
  );
}

/** A text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function download(id: string, source: string) {
  const address = URL.createObjectURL(new Blob([source], { type: "application/yaml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${id}.yaml`;
  link.click();
  URL.revokeObjectURL(address);
}
