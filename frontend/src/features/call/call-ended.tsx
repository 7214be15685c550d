import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { ArrowRightIcon } from "~/components/icons";
import styles from "./banner.module.css";

export function CallEnded({ session, reason, scored }: { session: string; reason: string; scored: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.ended}>
      <div role="status">
        <h2>{t("ended.title")}</h2>
        <p>{t(`ended.reason.${reason}`)}</p>
        <p>{t(scored ? "ended.scored" : "ended.scoring")}</p>
      </div>
      <ButtonLink look="primary" size="l" href={`/calls/${session}/debrief`} icon={<ArrowRightIcon />}>
        {t("ended.debrief")}
      </ButtonLink>
    </div>
  );
}
