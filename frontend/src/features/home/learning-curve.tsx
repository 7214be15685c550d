import { useTranslation } from "react-i18next";
import { ChartFrame } from "~/components/chart-frame";
import { useWidth } from "~/components/use-width";
import { dayOf } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Practice, PracticePoint } from "~/lib/model";
import styles from "./learning-curve.module.css";

const height = 220;
const edge = { left: 30, right: 10, top: 10, bottom: 24 };
const passMark = 60;

/** Totals over time: dots are calls, lines running medians, cases played for the first time apart from known ones. */
export function LearningCurve({ curve }: { curve: Practice["curve"] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { points } = curve;
  return (
    <ChartFrame
      title={t("home.curve.title")}
      summary={summary(curve, t)}
      table={{
        head: [
          t("home.curve.case"),
          t("home.curve.when"),
          t("home.curve.kind"),
          t("home.curve.total"),
          t("home.curve.median"),
        ],
        rows: points.map((point) => ({
          key: point.session,
          cells: [
            point.title,
            dayOf(point.at, ui),
            t(point.unseen ? "home.curve.unseen" : "home.curve.repeated"),
            point.total,
            point.median,
          ],
        })),
      }}
    >
      <Plot points={points} />
      <p className={styles.legend}>
        <span data-kind="unseen">
          <i /> {t("home.curve.unseen")}
        </span>
        <span data-kind="repeated">
          <i /> {t("home.curve.repeated")}
        </span>
        <span>{t("home.curve.how")}</span>
      </p>
    </ChartFrame>
  );
}

function summary({ points, unseen_gain, repeated_gain }: Practice["curve"], t: ReturnType<typeof useTranslation>["t"]) {
  const signed = (gain: number) => (gain > 0 ? `+${gain}` : String(gain));
  const parts = [t("home.curve.count", { count: points.length })];
  if (unseen_gain !== null) parts.push(t("home.curve.gainUnseen", { gain: signed(unseen_gain) }));
  if (repeated_gain !== null) parts.push(t("home.curve.gainRepeated", { gain: signed(repeated_gain) }));
  if (unseen_gain === null && repeated_gain === null) parts.push(t("home.curve.tooFew"));
  return parts.join(t("common.clause"));
}

function Plot({ points }: { points: PracticePoint[] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const inner = width - edge.left - edge.right;
  const x = (index: number) => edge.left + (points.length === 1 ? inner / 2 : (index / (points.length - 1)) * inner);
  const y = (total: number) => edge.top + ((100 - total) / 100) * (height - edge.top - edge.bottom);
  const line = (unseen: boolean) =>
    points
      .map((point, index) => ({ point, index }))
      .filter(({ point }) => point.unseen === unseen)
      .map(({ point, index }, n) => `${n === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(point.median).toFixed(1)}`)
      .join("");
  const first = points[0];
  const last = points[points.length - 1];
  return (
    <div ref={box}>
      <svg className={styles.plot} width={width} height={height} role="img" aria-label={t("home.curve.alt")}>
        {[0, 50, 100].map((mark) => (
          <g key={mark}>
            <line className={styles.grid} x1={edge.left} x2={width - edge.right} y1={y(mark)} y2={y(mark)} />
            <text className={styles.axis} x={edge.left - 8} y={y(mark) + 4} textAnchor="end">
              {mark}
            </text>
          </g>
        ))}
        <line className={styles.pass} x1={edge.left} x2={width - edge.right} y1={y(passMark)} y2={y(passMark)} />
        <path className={styles.line} data-kind="repeated" d={line(false)} />
        <path className={styles.line} data-kind="unseen" d={line(true)} />
        {points.map((point, index) =>
          point.unseen ? (
            <circle
              key={point.session}
              className={styles.dot}
              data-kind="unseen"
              cx={x(index)}
              cy={y(point.total)}
              r="4"
            />
          ) : (
            <rect
              key={point.session}
              className={styles.dot}
              data-kind="repeated"
              x={x(index) - 3.2}
              y={y(point.total) - 3.2}
              width="6.4"
              height="6.4"
            />
          ),
        )}
        {first && (
          <text className={styles.axis} x={edge.left} y={height - 4}>
            {dayOf(first.at, ui)}
          </text>
        )}
        {last && points.length > 1 && (
          <text className={styles.axis} x={width - edge.right} y={height - 4} textAnchor="end">
            {dayOf(last.at, ui)}
          </text>
        )}
      </svg>
    </div>
  );
}
