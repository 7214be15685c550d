import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { useWidth } from "~/components/use-width";
import type { Gauges, Lang, MindPoint, Turn } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import { htmlLang } from "~/lib/ui-lang";
import { MindTable } from "./mind-table";
import styles from "./mind-timeline.module.css";
import { type Pin, pinsOf } from "./pins";
import { TurnLink } from "./quote";
import { stepPath } from "./steps";

/** The rule of an act that simply did what it does: its name says it all. */
const plainAct = "act";

const lanes = ["urgency", "trust", "irritation"] as const;
const laneHeight = 64;
const laneGap = 30;
const pinLane = 30;
const side = 8;
/** About the width of a slider's thumb. */
const thumb = 16;

/** Three small lanes, one gauge each, with pins for what the debtor did; a slider walks through the turns. */
export function MindTimeline({
  points,
  turns,
  lang,
  told,
}: {
  points: MindPoint[];
  turns: Turn[];
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const [box, width] = useWidth<HTMLDivElement>(640);
  if (points.length === 0) return <p className={styles.none}>{t("debrief.mind.none")}</p>;
  const index = chosen ?? biggestChange(points);
  const step = (width - side * 2) / points.length;
  const x = (i: number) => side + step * i;
  const height = lanes.length * (laneHeight + laneGap) + pinLane;
  const point = points[index];
  return (
    <>
      <div className={styles.bar}>
        <Legend pins={points.flatMap((p) => pinsOf(p.moves ?? []))} />
        <Button size="s" aria-pressed={asTable} onClick={() => setAsTable((on) => !on)}>
          {t(asTable ? "debrief.mind.asChart" : "debrief.mind.asTable")}
        </Button>
      </div>
      {asTable ? (
        <MindTable points={points} />
      ) : (
        <>
          <div ref={box} className={styles.box}>
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the slider below does the same by keyboard */}
            <svg
              width={width}
              height={height}
              viewBox={`0 0 ${width} ${height}`}
              role="img"
              aria-label={t("debrief.mind.alt")}
              onClick={(event) => {
                const at = (event.nativeEvent.offsetX - side) / step;
                setChosen(Math.min(points.length - 1, Math.max(0, Math.floor(at))));
              }}
              className={styles.chart}
            >
              <rect x={x(index)} y={0} width={step} height={height} className={styles.cursor} />
              {lanes.map((lane, row) => (
                <Lane
                  key={lane}
                  name={t(`gauge.${lane}`)}
                  lane={lane}
                  top={row * (laneHeight + laneGap) + laneGap - 8}
                  values={points.map((p) => p.gauges[lane])}
                  x={x}
                  end={x(points.length)}
                />
              ))}
              {points.map((p, i) =>
                pinsOf(p.moves ?? []).map((pin, n) => (
                  <PinMark key={`${p.turn}-${pin}`} pin={pin} x={x(i) + step / 2} y={height - 12 - n * 13} />
                )),
              )}
            </svg>
            <input
              type="range"
              className={styles.slider}
              // The thumb stands under the middle of its turn's column.
              style={{ marginInline: side + step / 2 - thumb / 2, width: width - 2 * side - step + thumb }}
              min={0}
              max={points.length - 1}
              value={index}
              aria-label={t("debrief.mind.slider")}
              aria-valuetext={point ? t("debrief.turn", { n: point.turn + 1 }) : undefined}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          </div>
          {point && <Detail point={point} before={points[index - 1]} turns={turns} lang={lang} told={told} />}
        </>
      )}
    </>
  );
}

/** Where the mind moved most: the place to begin reading. */
function biggestChange(points: MindPoint[]): number {
  let best = 0;
  let most = -1;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1]?.gauges ?? point.gauges;
    const moved = lanes.reduce((sum, lane) => sum + Math.abs(point.gauges[lane] - before[lane]), 0);
    if (moved > most) {
      most = moved;
      best = index;
    }
  }
  return best;
}

function Lane({
  name,
  lane,
  top,
  values,
  x,
  end,
}: {
  name: string;
  lane: string;
  top: number;
  values: number[];
  x: (i: number) => number;
  end: number;
}) {
  const y = (value: number) => top + laneHeight - (laneHeight * value) / 100;
  const path = stepPath(
    values.map((_, i) => x(i)),
    values.map(y),
    end,
  );
  return (
    <g data-lane={lane}>
      <text x={x(0)} y={top - 6} className={styles.laneName}>
        {name}
      </text>
      <line x1={x(0)} x2={end} y1={top + laneHeight} y2={top + laneHeight} className={styles.rule} />
      <line x1={x(0)} x2={end} y1={y(50)} y2={y(50)} className={styles.middle} />
      <path d={`${path}V${top + laneHeight}H${x(0)}Z`} className={styles.area} />
      <path d={path} className={styles.line} />
      <text x={end} y={top - 6} textAnchor="end" className={styles.laneValue}>
        {values[0]} → {values[values.length - 1]}
      </text>
    </g>
  );
}

function PinMark({ pin, x, y }: { pin: Pin; x: number; y: number }) {
  const shapes: Record<Pin, string> = {
    excuse: "M0 -5 5.5 4.500H-5.500Z",
    settled: "M0 -5.5 5.5 0 0 5.5-5.5 0Z",
    told: "M-4.5 -4.500H4.500V4.500H-4.500Z",
    promise: "M5 0A5 5 0 1 1-5 0 5 5 0 1 1 5 0Z",
    trouble: "M-4 -4 4 4M4 -4-4 4",
  };
  return <path d={shapes[pin]} transform={`translate(${x} ${y})`} className={styles.pin} data-pin={pin} />;
}

function Legend({ pins }: { pins: Pin[] }) {
  const { t } = useTranslation();
  const shown = [...new Set(pins)];
  return (
    <ul className={styles.legend}>
      {shown.map((pin) => (
        <li key={pin}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true" focusable="false">
            <PinMark pin={pin} x={0} y={0} />
          </svg>
          {t(`pin.${pin}`)}
        </li>
      ))}
    </ul>
  );
}

function Detail({
  point,
  before,
  turns,
  lang,
  told,
}: {
  point: MindPoint;
  before: MindPoint | undefined;
  turns: Turn[];
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  // A point follows the debtor's answer: what moved it was said in the trainee's turn before.
  const said = turns.filter((turn) => turn.turn <= point.turn && turn.turn >= point.turn - 1);
  return (
    <div className={styles.detail} aria-live="polite">
      <div className={styles.detailHead}>
        <TurnLink turn={point.turn} />
        <span>{t(`affect.${point.affect}`)}</span>
        {lanes.map((lane) => (
          <span key={lane} className="figures">
            {t(`gauge.${lane}`)} {point.gauges[lane]}
            <Change delta={before ? point.gauges[lane] - before.gauges[lane] : 0} />
          </span>
        ))}
      </div>
      <div className={styles.said}>
        {said.map((turn) => (
          <p key={turn.turn} data-speaker={turn.speaker}>
            <span>{t(`speaker.${turn.speaker}`)}</span>
            <span lang={htmlLang(lang)}>{turn.text}</span>
          </p>
        ))}
      </div>
      {(point.causes ?? []).length > 0 ? (
        <ul className={styles.causes}>
          {(point.causes ?? []).map((cause) => (
            <li key={`${cause.rule}${cause.act ?? ""}${cause.text}`}>
              <span>
                {cause.act && <b>{t(`act.${cause.act}`)}</b>}{" "}
                {cause.rule !== plainAct && <span lang={writtenTag(told)}>{cause.text}</span>}
              </span>
              <span className={`${styles.deltas} figures`}>{deltas(cause.delta)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>{t("debrief.mind.noCause")}</p>
      )}
    </div>
  );

  function deltas(delta: Gauges): string {
    return (Object.keys(delta) as (keyof Gauges)[])
      .filter((key) => delta[key] !== 0)
      .map((key) => `${t(`gauge.${key}`)} ${signed(delta[key])}`)
      .join(t("common.listSeparator"));
  }
}

const signed = (n: number) => (n > 0 ? `+${n}` : `−${Math.abs(n)}`);

function Change({ delta }: { delta: number }) {
  return delta === 0 ? null : <em data-up={delta > 0}> {signed(delta)}</em>;
}
