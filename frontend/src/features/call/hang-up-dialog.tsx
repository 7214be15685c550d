import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { HangUpIcon } from "~/components/icons";
import styles from "./dialog.module.css";
import { Kit } from "./kit";

export function HangUpDialog({
  opened,
  onClose,
  onHangUp,
}: {
  opened: boolean;
  onClose: () => void;
  onHangUp: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Kit>
      <Modal
        opened={opened}
        onClose={onClose}
        centered
        withCloseButton={false}
        title={t("hangUp.title")}
        classNames={styles}
        transitionProps={{ duration: 0 }}
      >
        <p>{t("hangUp.text")}</p>
        <div className={styles.actions}>
          <Button onClick={onClose}>{t("hangUp.stay")}</Button>
          <Button look="danger" icon={<HangUpIcon />} onClick={onHangUp}>
            {t("hangUp.confirm")}
          </Button>
        </div>
      </Modal>
    </Kit>
  );
}
