import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { useUiLang } from "~/lib/i18n";
import type { Debrief, Scorecard, SessionDetail } from "~/lib/model";
import { asMarkdown } from "./markdown";
import styles from "./take-away.module.css";

/** The debrief to keep or to share: as text, as data, or on paper. */
export function TakeAway(what: { session: SessionDetail; card: Scorecard; debrief: Debrief }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <div className={styles.take} data-noprint>
      <span>{t("debrief.take.title")}</span>
      <Button size="s" onClick={() => save(what.session.id, "md", "text/markdown", asMarkdown(what, t, ui))}>
        Markdown
      </Button>
      <Button size="s" onClick={() => save(what.session.id, "json", "application/json", JSON.stringify(what, null, 2))}>
        JSON
      </Button>
      <Button size="s" onClick={() => window.print()}>
        {t("debrief.take.print")}
      </Button>
    </div>
  );
}

function save(name: string, ending: string, type: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.${ending}`;
  link.click();
  URL.revokeObjectURL(address);
}
