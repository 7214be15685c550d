import { useTranslation } from "react-i18next";
import { useWidth } from "~/components/use-width";
import styles from "./playtest.module.css";

interface Row {
  id: string;
  name: string;
  /** Scores, 0 to 100. */
  spread: { min: number; q1: number; median: number; q3: number; max: number };
}

const rowHeight = 30;
const half = 8;
const foot = 26;
/** The score a call passes with. */
const passMark = 60;
const marks = [0, 20, 40, 60, 80, 100];

/** One box a row: the middle half of the scores, its median, and lines out to the lowest and highest. */
export function BoxPlot({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const left = width < 460 ? 84 : 130;
  const right = 16;
  const height = rows.length * rowHeight + foot;
  const x = (score: number) => left + ((width - left - right) * score) / 100;
  return (
    <div ref={box}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("studio.play.alt")}
      >
        {marks.map((mark) => (
          <g key={mark}>
            <line
              x1={x(mark)}
              x2={x(mark)}
              y1={0}
              y2={height - foot + 4}
              className={mark === passMark ? styles.pass : styles.grid}
            />
            <text x={x(mark)} y={height - 6} textAnchor="middle" className={styles.axis}>
              {mark}
            </text>
          </g>
        ))}
        {rows.map(({ id, name, spread }, index) => {
          const y = index * rowHeight + rowHeight / 2;
          const mid = x(spread.median);
          return (
            <g key={id}>
              <text x={0} y={y} dy="0.35em" className={styles.name}>
                {name}
              </text>
              <path
                d={`M${x(spread.min)} ${y - 4}v8m0-4H${x(spread.max)}m0-4v8`}
                fill="none"
                className={styles.whisker}
              />
              <rect
                x={x(spread.q1)}
                y={y - half}
                width={Math.max(2, x(spread.q3) - x(spread.q1))}
                height={half * 2}
                rx={2}
                className={styles.box}
              />
              <line x1={mid} x2={mid} y1={y - half} y2={y + half} className={styles.median} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
