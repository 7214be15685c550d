import type { Practice } from "~/lib/model";
import { ExcuseBars } from "./excuse-bars";
import styles from "./home.module.css";
import { LearningCurve } from "./learning-curve";
import { SkillBars } from "./skill-bars";

/** How it has gone so far: skills, excuses, the learning curve. */
export function Charts({ plan }: { plan: Practice }) {
  return (
    <>
      <div className={styles.charts}>
        <SkillBars items={plan.skills} />
        {plan.excuses.length > 0 && <ExcuseBars items={plan.excuses} />}
      </div>
      {plan.curve.points.length > 0 && <LearningCurve curve={plan.curve} />}
    </>
  );
}
