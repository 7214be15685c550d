import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CheckIcon, CrossIcon, PhoneIcon } from "~/components/icons";
import { civilDate, money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Aftermath as After } from "~/lib/model";
import styles from "./aftermath.module.css";

/** What came of the promise by the day the debtor can be rung again, and the way to do it. */
export function Aftermath({ after, onFollow }: { after: After; onFollow?: () => void }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const came = after.came ?? [];
  return (
    <div className={styles.aftermath}>
      <ul>
        {came.map((part) => (
          <li key={part.date} data-came="true">
            <CheckIcon size={18} />
            {t("debrief.after.came", { date: civilDate(part.date, ui), amount: money(part.amount, ui) })}
          </li>
        ))}
        {after.missed && (
          <li data-came="false">
            <CrossIcon size={18} />
            {t("debrief.after.missed", {
              date: civilDate(after.missed.date, ui),
              amount: money(after.missed.amount, ui),
            })}
          </li>
        )}
        {came.length === 0 && !after.missed && after.closed !== "refused" && <li>{t("debrief.after.nothing")}</li>}
      </ul>
      {after.closed ? (
        <p>{t(`debrief.after.${after.closed}`)}</p>
      ) : (
        <>
          <p>
            {t("debrief.after.left", { date: civilDate(after.next, ui, "full"), amount: money(after.left, ui) })}{" "}
            {t("debrief.after.remembers")}
          </p>
          <Button icon={<PhoneIcon size={18} />} disabled={!onFollow} onClick={onFollow}>
            {t("debrief.after.follow", { date: civilDate(after.next, ui) })}
          </Button>
        </>
      )}
    </div>
  );
}
