import { memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { ArrowDownIcon, StopIcon } from "~/components/icons";
import { useUiLang } from "~/lib/i18n";
import type { Lang, ScenarioView } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
import { Avatar } from "./avatar";
import type { Entry } from "./call-state";
import { EntryRow, PendingRow } from "./rows";
import styles from "./transcript.module.css";
import type { LiveCall } from "./use-live-call";

/** Lines are laid out and watched for being in sight by so many together: each on its own would cost with every word. */
const blockLines = 20;

/** How near to the end counts as reading along, in pixels. */
const nearEnd = 80;

export function Transcript({ scenario, lang, call }: { scenario: ScenarioView; lang: Lang; call: LiveCall }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { state, busy } = call;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  const [following, setFollowing] = useState(true);
  const [seen, setSeen] = useState(0);
  const lines = state.entries.length + state.pending.length;

  // Whoever reads along stays at the end, whatever grows: the words, or what stands below and takes room from them.
  useEffect(() => {
    const element = box.current;
    const words = list.current;
    if (!following || !element || !words) return;
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(words);
    return () => observer.disconnect();
  }, [following]);

  useEffect(() => {
    if (following) setSeen(lines);
  }, [following, lines]);

  // Only who scrolls up stops reading along: lines that are laid out late push the end away without anybody's doing.
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const up = element.scrollTop < top.current;
    top.current = element.scrollTop;
    if (element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd) setFollowing(true);
    else if (up) setFollowing(false);
  };

  const speaker = scenario.contacts.find((c) => c.id === state.contact) ?? scenario.contacts[0];
  const waiting = busy && !state.speaking && state.link === "open";
  const unseen = lines - seen;
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section ref={box} className={styles.box} onScroll={onScroll} tabIndex={0} aria-label={t("call.transcript")}>
        <div ref={list} className={styles.lines} lang={htmlLang(lang)}>
          <p className={styles.goal}>
            <span lang={htmlLang(ui)}>{t("case.goal")}</span> {scenario.goal}
          </p>
          <div className={styles.past}>
            <Entries entries={state.entries} scenario={scenario} lang={lang} />
          </div>
          {(state.speaking || waiting || state.pending.length > 0) && (
            <ol className={styles.now}>
              {state.speaking && <GrowingRow name={speaker?.name ?? ""} words={call.words} />}
              {waiting && (
                <li className={styles.row} data-side="theirs">
                  <Avatar name={speaker?.name ?? ""} />
                  <div className={`${styles.bubble} ${styles.dots}`}>
                    <i />
                    <i />
                    <i />
                    <span className="sr-only">{t(state.entries.length === 0 ? "call.ringing" : "call.thinking")}</span>
                  </div>
                </li>
              )}
              {state.pending.map((pending) => (
                <PendingRow key={pending.id} pending={pending} call={call} />
              ))}
            </ol>
          )}
        </div>
      </section>
      <div className={styles.floating}>
        {!following && unseen > 0 && (
          <Button size="s" icon={<ArrowDownIcon size={16} />} onClick={() => setFollowing(true)}>
            {t("call.newLines", { count: unseen })}
          </Button>
        )}
        {state.speaking && (
          <Button size="s" icon={<StopIcon size={16} />} onClick={() => call.send({ type: "stop" })}>
            {t("call.cutIn")}
          </Button>
        )}
      </div>
      <Announcer scenario={scenario} lang={lang} call={call} />
    </div>
  );
}

/** The debtor's running sentence. Its words go straight into the text: nothing is rendered for them. */
function GrowingRow({ name, words }: { name: string; words: LiveCall["words"] }) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const text = new Text(words.words());
    bubble.current?.append(text);
    const stop = words.onWords((now) => {
      text.data = now;
    });
    return () => {
      stop();
      text.remove();
    };
  }, [words]);
  return (
    <li className={styles.row} data-side="theirs">
      <Avatar name={name} talking />
      <div ref={bubble} className={styles.bubble} data-growing="true" />
    </li>
  );
}

/** What was said so far. A word that comes in changes none of it: it is not looked at again. */
const Entries = memo(function Entries({
  entries,
  scenario,
  lang,
}: {
  entries: Entry[];
  scenario: ScenarioView;
  lang: Lang;
}) {
  let speaker: string | undefined;
  const rows = entries.map((entry) => {
    const before = speaker;
    if (entry.kind === "debtor") speaker = entry.contact;
    return (
      <EntryRow
        key={entry.seq}
        entry={entry}
        sameSpeaker={entry.kind === "debtor" && entry.contact === before}
        scenario={scenario}
        lang={lang}
      />
    );
  });
  const blocks: ReactNode[] = [];
  for (let from = 0; from < rows.length; from += blockLines) {
    blocks.push(
      <ol key={from} className={styles.block}>
        {rows.slice(from, from + blockLines)}
      </ol>,
    );
  }
  return blocks;
});

/** What a screen reader is told: each finished sentence of the debtor once, and in few words what goes on. */
function Announcer({ scenario, lang, call }: { scenario: ScenarioView; lang: Lang; call: LiveCall }) {
  const { t } = useTranslation();
  const { state, busy } = call;
  const joinedAt = state.joinedAt ?? 0;
  const fresh = state.entries.filter((e) => e.kind === "debtor" && e.seq > joinedAt).slice(-8);
  const name = scenario.contacts.find((c) => c.id === state.contact)?.name ?? "";
  return (
    <>
      <div className="sr-only" role="log" aria-label={t("call.log")}>
        {fresh.map(
          (entry) =>
            entry.kind === "debtor" && (
              <p key={entry.seq} lang={htmlLang(lang)}>
                {entry.text}
              </p>
            ),
        )}
      </div>
      <div className="sr-only" role="status">
        {state.paused
          ? t("call.paused")
          : state.speaking
            ? t("call.speaking", { name })
            : busy
              ? t("call.thinking")
              : ""}
      </div>
    </>
  );
}
