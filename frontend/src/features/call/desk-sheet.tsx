import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./desk-sheet.module.css";
import { Kit } from "./kit";

/** The desk on narrow screens: a sheet from below. */
export function DeskSheet({
  opened,
  onClose,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Kit>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="bottom"
        size="86%"
        title={t("desk.title")}
        closeButtonProps={{ "aria-label": t("common.close") }}
        classNames={{
          content: styles.sheet,
          header: styles.sheetHeader,
          title: styles.sheetTitle,
          close: styles.sheetClose,
        }}
        transitionProps={{ duration: 150 }}
      >
        {children}
      </Drawer>
    </Kit>
  );
}
