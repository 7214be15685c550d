import { useTranslation } from "react-i18next";
import type { SessionView } from "~/lib/model";
import styles from "./purpose-tag.module.css";

/** Says of a call that it is nobody's own practice; nothing on one's own calls. */
export function PurposeTag({ call }: { call: Pick<SessionView, "purpose" | "trainee"> }) {
  const { t } = useTranslation();
  if (call.purpose === "own") return null;
  const demo = call.trainee === "" ? t("demo.tag") : t("demo.tagOf", { name: call.trainee });
  return <span className={styles.tag}>{call.purpose === "tour" ? t("demo.tourTag") : demo}</span>;
}

/** Says the same in a sentence, with what it means. */
export function PurposeNote({ call }: { call: Pick<SessionView, "purpose"> }) {
  const { t } = useTranslation();
  if (call.purpose === "own") return null;
  return <p className={styles.note}>{t(call.purpose === "tour" ? "demo.tourNote" : "demo.note")}</p>;
}
