import { createContext, type ReactNode, useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "~/components/field";
import { recall, remember } from "~/lib/storage";
import styles from "./read-page.module.css";

const key = "huikuan:reviewer";

const Reviewer = createContext<[string, (name: string) => void]>(["", () => {}]);

/** The name comments and decisions are signed with. There are no accounts: people say themselves who they are. */
export const useReviewer = () => useContext(Reviewer)[0].trim();

export function ReviewerProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState(() => recall("local", key) ?? "");
  const keep = (next: string) => {
    setName(next);
    remember("local", key, next.trim() === "" ? null : next);
  };
  return <Reviewer.Provider value={[name, keep]}>{children}</Reviewer.Provider>;
}

export function ReviewerField() {
  const { t } = useTranslation();
  const [name, setName] = useContext(Reviewer);
  return (
    <div className={styles.reviewer}>
      <TextField
        label={t("review.signed")}
        value={name}
        maxLength={60}
        autoComplete="name"
        placeholder={t("review.unsigned")}
        onChange={(event) => setName(event.target.value)}
      />
    </div>
  );
}
