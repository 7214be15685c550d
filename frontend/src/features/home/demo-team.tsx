import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/components/button";
import { Choice } from "~/components/choice";
import { PurposeTag } from "~/components/purpose-tag";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { useUiLang } from "~/lib/i18n";
import type { DemoView } from "~/lib/model";
import { demoQuery, playDemo, practiceQuery, refreshLists, removeDemo } from "~/lib/queries";
import { refreshReview } from "~/lib/review";
import { contentLang } from "~/lib/ui-lang";
import { Charts } from "./charts";
import styles from "./demo-team.module.css";

/** The demo team: an offer to bring it in while nobody has called, its figures as an example, and the way to be rid of it. */
export function DemoTeam({ first, tour }: { first: boolean; tour?: ReactNode }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const client = useQueryClient();
  const demo = useQuery(demoQuery());
  const problem = useProblemText();
  const [said, setSaid] = useState("");
  const play = useMutation({
    mutationFn: () => playDemo(contentLang(ui)),
    onSuccess: (state) => client.setQueryData(demoQuery().queryKey, state),
  });
  const remove = useMutation({
    mutationFn: removeDemo,
    onSuccess: ({ removed }) => {
      setSaid(t("demo.removed", { count: removed }));
      refreshLists(client);
      void refreshReview(client);
    },
  });
  const playing = demo.data?.playing ?? false;
  const wasPlaying = useRef(playing);
  useEffect(() => {
    if (wasPlaying.current && !playing) {
      refreshLists(client);
      void refreshReview(client);
    }
    wasPlaying.current = playing;
  }, [client, playing]);

  if (!demo.data) return null;
  const there = demo.data.calls > 0 && !playing;
  const error = play.error ?? remove.error;
  return (
    <>
      <p role="status" className={said === "" ? "sr-only" : styles.said}>
        {said}
      </p>
      {error && (
        <p className={styles.error} role="alert">
          <strong>{problem(error).title}</strong> {problem(error).text}
        </p>
      )}
      {there && first && tour}
      {there && (
        <Team
          key={String(first)}
          demo={demo.data}
          open={first}
          removing={remove.isPending}
          onRemove={() => remove.mutate()}
        />
      )}
      {!there && (first || playing) && (
        <Offer
          demo={demo.data}
          tour={tour}
          onPlay={() => {
            setSaid("");
            play.mutate();
          }}
        />
      )}
    </>
  );
}

function Offer({ demo, tour, onPlay }: { demo: DemoView; tour: ReactNode; onPlay: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.offers}>
      {tour}
      <section className={styles.offer} aria-labelledby="demo-offer">
        <h2 id="demo-offer">{t("demo.title")}</h2>
        <p>{t("demo.lead", { count: demo.of })}</p>
        {demo.failed !== "" && !demo.playing && <p role="alert">{t("demo.failed")}</p>}
        {demo.playing ? (
          <p className={styles.progress}>
            <progress value={demo.done} max={demo.of} aria-label={t("demo.play")} />
            <span className="figures">{t("demo.playing", { done: demo.done, of: demo.of })}</span>
          </p>
        ) : (
          <p>
            <Button onClick={onPlay}>{t("demo.play")}</Button>
          </p>
        )}
      </section>
    </div>
  );
}

function Team({
  demo,
  open: opened,
  removing,
  onRemove,
}: {
  demo: DemoView;
  open: boolean;
  removing: boolean;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(opened);
  const [chosen, setChosen] = useState(demo.trainees[0] ?? "");
  const trainee = demo.trainees.includes(chosen) ? chosen : (demo.trainees[0] ?? "");
  return (
    <section className={styles.team} aria-labelledby="demo-team">
      <header className={styles.head}>
        <div>
          <p>
            <PurposeTag call={{ purpose: "demo", trainee: "" }} />
          </p>
          <h2 id="demo-team">{t("demo.team")}</h2>
          <p className={styles.note}>{t("demo.there", { count: demo.calls })}</p>
        </div>
        <p className={styles.acts}>
          {!opened && (
            <Button look="plain" size="s" aria-expanded={open} onClick={() => setOpen((on) => !on)}>
              {t(open ? "demo.hide" : "demo.show")}
            </Button>
          )}
          <ButtonLink look="plain" size="s" href="/review?purpose=demo">
            {t("demo.calls")}
          </ButtonLink>
          <Button size="s" disabled={removing} onClick={onRemove}>
            {t(removing ? "demo.removing" : "demo.remove")}
          </Button>
        </p>
      </header>
      {open && (
        <>
          <Choice
            hideLabel
            label={t("demo.whose")}
            value={trainee}
            options={demo.trainees.map((name) => ({ value: name, label: name }))}
            onChange={setChosen}
          />
          <Figures trainee={trainee} />
        </>
      )}
    </section>
  );
}

function Figures({ trainee }: { trainee: string }) {
  const ui = useUiLang();
  const plan = useQuery(practiceQuery(ui, trainee));
  if (plan.isError) return <Trouble error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <Waiting />;
  return <Charts plan={plan.data} />;
}
