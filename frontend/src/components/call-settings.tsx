import { useTranslation } from "react-i18next";
import type { Lang, Mode } from "~/lib/model";
import styles from "./call-settings.module.css";
import { Choice } from "./choice";

interface Settings {
  lang: Lang;
  mode: Mode;
  setLang: (lang: Lang) => void;
  setMode: (mode: Mode) => void;
}

export function CallSettings({ choice }: { choice: Settings }) {
  const { t } = useTranslation();
  return (
    <div className={styles.settings}>
      <Choice
        label={t("start.callLang")}
        value={choice.lang}
        onChange={choice.setLang}
        options={[
          { value: "zh", label: "中文", lang: "zh-CN" },
          { value: "en", label: "English", lang: "en" },
        ]}
      />
      <Choice
        label={t("start.mode")}
        value={choice.mode}
        onChange={choice.setMode}
        options={[
          { value: "practice", label: t("mode.practice") },
          { value: "exam", label: t("mode.exam") },
        ]}
      />
      <p className={styles.modeNote} data-note={choice.mode}>
        {t(`start.modeNote.${choice.mode}`)}
      </p>
    </div>
  );
}
