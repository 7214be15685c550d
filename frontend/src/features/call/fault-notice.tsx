import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CrossIcon, WarnIcon } from "~/components/icons";
import styles from "./banner.module.css";
import type { Fault } from "./call-state";

/** What the server refused and what to do about it, in the page's language. */
export function FaultNotice({ fault, onClose }: { fault: Fault | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (!fault) return null;
  return (
    <div key={fault.count} className={styles.banner} data-tone="trouble" role="alert">
      <WarnIcon />
      <p>{t(`fault.${fault.code}`)}</p>
      <Button size="s" look="plain" aria-label={t("common.close")} icon={<CrossIcon size={16} />} onClick={onClose} />
    </div>
  );
}
