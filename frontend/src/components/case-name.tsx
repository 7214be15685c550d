import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { caseId } from "~/lib/studio";
import { TextField } from "./field";
import styles from "./field.module.css";

const longest = 60;

/** The short name of a new case, as it is being written. */
export function useCaseName(taken: (name: string) => boolean) {
  const [written, setWritten] = useState("");
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const name = written.trim();
  const fault = !caseId.test(name) || name.length > longest ? "shape" : taken(name) ? "taken" : null;
  return {
    name,
    written,
    setWritten,
    input,
    /** What is wrong with it, once there is something to be wrong or a case was to be begun under it. */
    fault: written !== "" || asked ? fault : null,
    /** Whether a case can have it; if not, the field says why and has the focus. */
    ask: () => {
      setAsked(true);
      if (fault !== null) input.current?.focus();
      return fault === null;
    },
  };
}

/** Where it is written. */
export function CaseNameField({ of }: { of: ReturnType<typeof useCaseName> }) {
  const { t } = useTranslation();
  const note = useId();
  return (
    <>
      <TextField
        ref={of.input}
        label={t("studio.id")}
        value={of.written}
        maxLength={longest}
        autoComplete="off"
        spellCheck={false}
        placeholder="late-freight"
        aria-describedby={note}
        aria-invalid={of.fault !== null}
        onChange={(event) => of.setWritten(event.target.value)}
      />
      <p id={note} className={styles.note} data-fault={of.fault !== null}>
        {t(of.fault ? `studio.idFault.${of.fault}` : "studio.idNote")}
      </p>
    </>
  );
}
