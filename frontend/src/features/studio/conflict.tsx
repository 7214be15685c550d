import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { Notice } from "~/components/notice";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Draft } from "~/lib/studio";

/** Says that the saved draft is not the one this text was made from, and lets the writer choose. Nothing is lost yet. */
export function Conflict({
  theirs,
  onMine,
  onTheirs,
}: {
  /** Null when it was removed. */
  theirs: Draft | null;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <Notice
      tone="trouble"
      title={t(theirs ? "studio.conflict.title" : "studio.conflict.removed")}
      action={
        <>
          <Button onClick={onMine}>{t("studio.conflict.mine")}</Button>
          {theirs && (
            <Button look="plain" onClick={onTheirs}>
              {t("studio.conflict.theirs")}
            </Button>
          )}
        </>
      }
    >
      {theirs?.saved_at
        ? t("studio.conflict.text", { when: moment(theirs.saved_at, ui) })
        : t("studio.conflict.removedText")}
    </Notice>
  );
}
