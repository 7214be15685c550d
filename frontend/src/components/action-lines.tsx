import { useTranslation } from "react-i18next";
import { actionsAfter, actionWords } from "~/lib/actions";
import type { Action } from "~/lib/model";
import styles from "./action-lines.module.css";
import { DocumentIcon, TransferIcon } from "./icons";

/** What was done after a turn beside speaking, each a line of the list the turns stand in. */
export function ActionLines({ actions, after }: { actions: Action[]; after: number }) {
  const { t } = useTranslation();
  return actionsAfter(actions, after).map((action, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same may be done twice, and the list never changes
    <li key={index} className={styles.action} data-action={action.kind}>
      {action.kind === "desk" ? <DocumentIcon size={16} /> : <TransferIcon size={16} />}
      <span>{actionWords(action, t)}</span>
    </li>
  ));
}
