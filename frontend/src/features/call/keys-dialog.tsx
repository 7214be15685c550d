import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import styles from "./dialog.module.css";
import { type KeyAction, keyActions } from "./keymap";
import { Kit } from "./kit";
import type { useShortcuts } from "./use-shortcuts";

const fixed = [
  ["Enter", "send"],
  ["Shift+Enter", "line"],
  ["Esc", "stop"],
] as const;

export function KeysDialog({
  opened,
  onClose,
  keys,
  possible,
}: {
  opened: boolean;
  onClose: () => void;
  keys: ReturnType<typeof useShortcuts>;
  /** Actions this call allows at all. */
  possible: readonly KeyAction[];
}) {
  const { t } = useTranslation();
  return (
    <Kit>
      <Modal
        opened={opened}
        onClose={onClose}
        centered
        title={t("keys.title")}
        closeButtonProps={{ "aria-label": t("common.close") }}
        classNames={{
          content: styles.content,
          header: styles.header,
          title: styles.title,
          body: styles.body,
          close: styles.close,
        }}
        transitionProps={{ duration: 0 }}
      >
        <dl className={styles.keys}>
          {fixed.map(([combo, what]) => (
            <div key={what}>
              <dt>
                <kbd>{combo}</kbd>
              </dt>
              <dd>{t(`keys.${what}`)}</dd>
            </div>
          ))}
          {keyActions
            .filter((action) => possible.includes(action))
            .map((action) => (
              <div key={action}>
                <dt>
                  <kbd>Alt</kbd>+
                  <input
                    className={styles.letter}
                    value={keys.keys[action]}
                    aria-label={t("keys.letterOf", { what: t(`keys.${action}`) })}
                    autoCapitalize="characters"
                    autoComplete="off"
                    spellCheck={false}
                    onFocus={(event) => event.currentTarget.select()}
                    onChange={(event) => keys.setKey(action, event.currentTarget.value)}
                  />
                </dt>
                <dd>{t(`keys.${action}`)}</dd>
              </div>
            ))}
        </dl>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={keys.single}
            onChange={(event) => keys.setSingle(event.currentTarget.checked)}
          />
          {t("keys.single")}
        </label>
        <p className={styles.note}>{t("keys.change")}</p>
        <Button size="s" onClick={keys.resetKeys}>
          {t("keys.reset")}
        </Button>
      </Modal>
    </Kit>
  );
}
