import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { ArrowRightIcon } from "~/components/icons";
import styles from "./banner.module.css";
import { useIdleFocus } from "./use-idle-focus";

export function CallEnded({ session, reason, scored }: { session: string; reason: string; scored: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useIdleFocus(box, true); // on the box and not on the link: who was typing does not leave the call by Enter
  return (
    <div className={styles.ended} ref={box} tabIndex={-1}>
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
