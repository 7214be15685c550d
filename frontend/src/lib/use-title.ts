import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Names the tab after the screen. */
export function useTitle(title: string | undefined) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = title ? `${title} · ${t("app.name")}` : t("app.name");
  }, [title, t]);
}
