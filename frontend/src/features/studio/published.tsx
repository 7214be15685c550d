import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProblemLine } from "~/components/problem-line";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import { type Published, refreshPublished, withdrawCase } from "~/lib/studio";
import { AskTwice } from "./ask-twice";

/** Which edition of a case is offered, and since when. */
export function PublishedLine({ one }: { one: Published }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <time dateTime={one.published_at} className="figures">
      {t(one.fits ? "studio.publish.offered" : "studio.publish.misfit", {
        edition: one.edition,
        when: moment(one.published_at, ui),
      })}
    </time>
  );
}

/** Takes a published case out of the library. It may be gone by the time onDone is called. */
export function Withdraw({ one, onDone }: { one: Published; onDone?: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => withdrawCase(one.id, one.edition),
    onSuccess: onDone,
    onSettled: () => refreshPublished(client),
  });
  return (
    <>
      <AskTwice
        ask={t("studio.publish.withdraw")}
        surely={t("studio.publish.withdrawSurely")}
        disabled={withdraw.isPending}
        onSure={() => withdraw.mutate()}
      />
      {withdraw.isError && <ProblemLine error={withdraw.error} />}
    </>
  );
}
