import { useTranslation } from "react-i18next";
import { useWidth } from "~/components/use-width";
import { civilDate, money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { LadderStep, PromiseResult, Turn } from "~/lib/model";
import styles from "./promise-ladder.module.css";
import { TurnLink } from "./quote";
import { stepPath } from "./steps";

const levels = ["P0", "P1", "P2", "P3", "P4", "P5"] as const;
const rise = 34;
const top = 16;
const bottom = 26;

/** The promise over the call as a staircase: each change of its level with the turn that brought it. */
export function PromiseLadder({ steps, turns, final }: { steps: LadderStep[]; turns: Turn[]; final: PromiseResult }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const left = width < 520 ? 34 : 212;
  const right = 14;
  const height = top + rise * (levels.length - 1) + bottom;
  const last = Math.max(1, turns.length - 1);
  const x = (turn: number) => left + ((width - left - right) * turn) / last;
  const y = (level: string) => top + rise * (levels.length - 1 - Math.max(0, levels.indexOf(level as "P0")));
  const points = [{ turn: 0, level: "P0" }, ...steps.map((s) => ({ turn: s.turn, level: s.level as string }))];
  const path = stepPath(
    points.map((p) => x(p.turn)),
    points.map((p) => y(p.level)),
    width - right,
  );
  const floor = y("P0");
  if (steps.length === 0) return <p className={styles.none}>{t("debrief.ladder.none")}</p>;
  return (
    <>
      <div ref={box} className={styles.box}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={t("debrief.ladder.alt", { level: final.level })}
          className={styles.chart}
        >
          {levels.map((level) => (
            <g key={level}>
              <line x1={left} x2={width - right} y1={y(level)} y2={y(level)} className={styles.rule} />
              <text x={0} y={y(level)} dy="0.35em" className={styles.level} data-reached={level <= final.level}>
                {level}
              </text>
              {left > 60 && (
                <text x={28} y={y(level)} dy="0.35em" className={styles.levelName}>
                  {t(`promise.${level}`)}
                </text>
              )}
            </g>
          ))}
          <path d={`${path}V${floor}H${x(0)}Z`} className={styles.area} />
          <path d={path} className={styles.line} />
          {steps.map((step) => (
            <circle key={step.turn} cx={x(step.turn)} cy={y(step.level)} r={5} className={styles.dot} />
          ))}
          <text x={left} y={height - 6} className={styles.axis}>
            {t("debrief.turn", { n: 1 })}
          </text>
          <text x={width - right} y={height - 6} textAnchor="end" className={styles.axis}>
            {t("debrief.turn", { n: turns.length })}
          </text>
        </svg>
      </div>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const before = steps[index - 1]?.level ?? "P0";
          return (
            <li key={step.turn}>
              <TurnLink turn={step.turn} />
              <strong className="figures">{before === step.level ? step.level : `${before} → ${step.level}`}</strong>
              <span>{inWords(step.promise)}</span>
            </li>
          );
        })}
      </ol>
    </>
  );

  function inWords(promise: PromiseResult): string {
    const parts = [
      promise.amount && money(promise.amount, ui),
      promise.date && civilDate(promise.date, ui),
      promise.method,
      promise.owner,
      promise.proof,
      promise.fallback,
      ...(promise.parts?.slice(1).map((part) => `${money(part.amount, ui)} ${civilDate(part.date, ui)}`) ?? []),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(" · ") : t("promise.P1");
  }
}
