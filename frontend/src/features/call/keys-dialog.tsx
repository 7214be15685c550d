import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./dialog.module.css";

export function KeysDialog({
  opened,
  onClose,
  keys,
  practice,
}: {
  opened: boolean;
  onClose: () => void;
  keys: { single: boolean; setSingle: (on: boolean) => void };
  practice: boolean;
}) {
  const { t } = useTranslation();
  const letter = (key: string) => (keys.single ? [`Alt+${key}`, key] : [`Alt+${key}`]);
  const rows: [string[], string][] = [
    [["Enter"], t("keys.send")],
    [["Shift+Enter"], t("keys.line")],
    [["Esc"], t("keys.stop")],
    [letter("B"), t("keys.desk")],
    ...(practice
      ? ([
          [letter("H"), t("keys.hint")],
          [letter("P"), t("keys.pause")],
        ] as [string[], string][])
      : []),
  ];
  return (
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
        {rows.map(([combos, what]) => (
          <div key={what}>
            <dt>
              {combos.map((combo, index) => (
                <span key={combo}>
                  {index > 0 && " / "}
                  <kbd>{combo}</kbd>
                </span>
              ))}
            </dt>
            <dd>{what}</dd>
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
    </Modal>
  );
}
