import { useTranslation } from "react-i18next";
import type { MindPoint } from "~/lib/model";
import styles from "./mind-timeline.module.css";
import { TurnLink } from "./quote";

export function MindTable({ points }: { points: MindPoint[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={t("debrief.mind.title")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("debrief.mind.turn")}</th>
            <th scope="col">{t("gauge.urgency")}</th>
            <th scope="col">{t("gauge.trust")}</th>
            <th scope="col">{t("gauge.irritation")}</th>
            <th scope="col">{t("debrief.mind.affect")}</th>
            <th scope="col">{t("debrief.mind.did")}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.turn}>
              <th scope="row">
                <TurnLink turn={point.turn} />
              </th>
              <td className="figures">{point.gauges.urgency}</td>
              <td className="figures">{point.gauges.trust}</td>
              <td className="figures">{point.gauges.irritation}</td>
              <td>{t(`affect.${point.affect}`)}</td>
              <td>{(point.moves ?? []).map((move) => t(`move.${move}`)).join(t("common.listSeparator"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
