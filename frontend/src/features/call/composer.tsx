import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { HintIcon, QuestionIcon, SendIcon, TransferIcon } from "~/components/icons";
import { keepDraft, keptDraft } from "~/lib/draft";
import { characters } from "~/lib/format";
import type { Lang, ScenarioView } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import { htmlLang } from "~/lib/ui-lang";
import styles from "./composer.module.css";
import { PickMenu } from "./pick-menu";
import { useIdleFocus } from "./use-idle-focus";
import type { LiveCall } from "./use-live-call";
import { useSendKey } from "./use-send-key";

/** The longest utterance the server takes, in characters. */
const longest = 2000;
/** From here on the count is shown. */
const countFrom = 1700;

/** Whether the browser lets the field grow with its text (the style sheet asks for it): nothing has to be measured then. */
const growsByItself = () => CSS.supports("field-sizing", "content");

export function Composer({
  session,
  scenario,
  lang,
  call,
  onHint,
  onKeys,
  rewind,
}: {
  session: string;
  scenario: ScenarioView;
  lang: Lang;
  call: LiveCall;
  onHint?: () => void;
  onKeys: () => void;
  /** The way back to an earlier sentence, where the call allows it. */
  rewind?: ReactNode;
}) {
  const { t } = useTranslation();
  const { state } = call;
  const [text, setText] = useState(() => keptDraft(session));
  const field = useRef<HTMLTextAreaElement>(null);
  const length = characters(text);
  const ready = text.trim() !== "" && length <= longest && !state.paused;

  const change = (next: string) => {
    setText(next);
    keepDraft(session, next);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the field grows with its text
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || growsByItself()) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!ready) return;
    call.say(text.trim());
    change("");
  };

  const sending = useSendKey(() => submit());
  const open = state.link === "open" && !state.paused;
  useIdleFocus(field, open);
  return (
    <form className={styles.composer} onSubmit={submit}>
      <div className={styles.box} data-paused={state.paused}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          lang={htmlLang(lang)}
          value={text}
          aria-label={t("composer.label")}
          placeholder={t(state.paused ? "composer.paused" : "composer.placeholder")}
          aria-describedby="composer-help"
          onChange={(event) => change(event.currentTarget.value)}
          {...sending}
        />
        <Button look="primary" type="submit" disabled={!ready} aria-label={t("composer.send")} icon={<SendIcon />} />
      </div>
      <div className={styles.tools}>
        {onHint && (
          <Button look="plain" size="s" icon={<HintIcon size={18} />} disabled={!open || call.busy} onClick={onHint}>
            {t("hint.ask")}
          </Button>
        )}
        {rewind}
        <ContactMenu scenario={scenario} lang={lang} call={call} disabled={!open || call.busy} />
        <p id="composer-help" className={styles.help}>
          {length > countFrom ? (
            <span className="figures" data-over={length > longest} role={length > longest ? "alert" : undefined}>
              {t(length > longest ? "composer.tooLong" : "composer.count", { length, longest })}
            </span>
          ) : (
            <span className={styles.keysHelp}>{t("composer.help")}</span>
          )}
        </p>
        <Button look="plain" size="s" aria-label={t("keys.title")} icon={<QuestionIcon size={18} />} onClick={onKeys} />
      </div>
    </form>
  );
}

function ContactMenu({
  scenario,
  lang,
  call,
  disabled,
}: {
  scenario: ScenarioView;
  lang: Lang;
  call: LiveCall;
  disabled: boolean;
}) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const others = scenario.contacts.filter((c) => c.id !== call.state.contact);
  if (others.length === 0) return null;
  return (
    <PickMenu
      label={t("contact.ask")}
      icon={<TransferIcon size={18} />}
      disabled={disabled}
      width={260}
      opened={opened}
      onChange={setOpened}
      items={others.map(({ id, name, role }) => ({
        id,
        title: name,
        text: role,
        lang: writtenTag(lang),
        textLang: writtenTag(lang),
        onPick: () => call.send({ type: "contact", id }),
      }))}
    />
  );
}
