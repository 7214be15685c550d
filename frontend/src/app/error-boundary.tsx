import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";

function Broken() {
  const { t } = useTranslation();
  return (
    <main>
      <Notice
        tone="trouble"
        title={t("broken.title")}
        action={
          <>
            <Button look="primary" onClick={() => window.location.reload()}>
              {t("broken.reload")}
            </Button>
            <ButtonLink href="/library">{t("common.toLibrary")}</ButtonLink>
          </>
        }
      >
        {t("broken.text")}
      </Notice>
    </main>
  );
}

/** Shows a way out when a screen fails to render; what was said in a call is on the server. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
