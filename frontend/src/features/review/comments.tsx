import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { TextArea } from "~/components/field";
import { CheckIcon } from "~/components/icons";
import { ProblemLine } from "~/components/problem-line";
import { useProblemText } from "~/components/query-state";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import { addComment, type Comment, refreshReview, resolveComment } from "~/lib/review";
import styles from "./comments.module.css";
import { useReviewer } from "./reviewer";

export function CommentList({ session, comments }: { session: string; comments: Comment[] }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const ui = useUiLang();
  const client = useQueryClient();
  const author = useReviewer();
  const resolve = useMutation({
    mutationFn: (comment: Comment) => resolveComment(session, comment.id, { resolved: !comment.resolved, author }),
    onSettled: () => refreshReview(client),
  });
  if (comments.length === 0) return null;
  return (
    <ul className={styles.comments}>
      {comments.map((comment) => (
        <li key={comment.id} className={styles.comment} data-resolved={comment.resolved}>
          <p className={styles.by}>
            <strong>{comment.author || t("review.someone")}</strong>
            <time dateTime={comment.at} className="figures">
              {moment(comment.at, ui)}
            </time>
            {comment.resolved && (
              <span className={styles.done}>
                <CheckIcon size={14} />
                {t("review.comment.resolved")}
              </span>
            )}
          </p>
          <p className={styles.text}>{comment.text}</p>
          <Button size="s" look="plain" disabled={resolve.isPending} onClick={() => resolve.mutate(comment)}>
            {t(comment.resolved ? "review.comment.reopen" : "review.comment.resolve")}
          </Button>
          {resolve.isError && resolve.variables.id === comment.id && (
            <p role="alert" className={styles.error}>
              {problem(resolve.error).title}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

export function CommentForm({
  session,
  about,
  label,
  onClose,
}: {
  session: string;
  about: { turn?: number; check?: string };
  label: string;
  /** Without it the form stays open. */
  onClose?: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const author = useReviewer();
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () => addComment(session, { ...about, text: text.trim(), author }),
    onSuccess: async () => {
      await refreshReview(client);
      setText("");
      onClose?.();
    },
  });
  const ready = text.trim() !== "" && !add.isPending;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add.mutate();
      }}
    >
      <TextArea
        label={label}
        value={text}
        maxLength={2000}
        autoFocus={onClose !== undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing && text === "") onClose?.();
        }}
      />
      {add.isError && <ProblemLine error={add.error} />}
      <div className={styles.actions}>
        <Button type="submit" size="s" look="primary" disabled={!ready}>
          {t("review.comment.add")}
        </Button>
        {onClose && (
          <Button size="s" look="plain" onClick={onClose}>
            {t("review.cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
