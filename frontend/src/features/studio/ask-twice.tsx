import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";

/** Of one identity, so that a button takes the focus when it appears and not whenever it is drawn. */
const focus = (button: HTMLButtonElement | null) => button?.focus();

/** Does something only when asked twice. The second question takes the focus, and gives it back when it is answered with no. */
export function AskTwice({
  ask,
  surely,
  disabled,
  onSure,
}: {
  ask: string;
  surely: string;
  disabled?: boolean;
  onSure: () => void;
}) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"never" | "now" | "before">("never");
  if (asked !== "now")
    return (
      <Button key="ask" look="plain" ref={asked === "before" ? focus : undefined} onClick={() => setAsked("now")}>
        {ask}
      </Button>
    );
  return (
    <>
      <Button key="surely" look="danger" ref={focus} disabled={disabled} onClick={onSure}>
        {surely}
      </Button>
      <Button look="plain" onClick={() => setAsked("before")}>
        {t("review.cancel")}
      </Button>
    </>
  );
}
