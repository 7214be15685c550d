import { useTranslation } from "react-i18next";
import { useUiLang } from "~/lib/i18n";
import type { OutlinePart } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import styles from "./outline.module.css";

/** The parts of a case; each leads to its line. */
export function Outline({ parts, onGo }: { parts: OutlinePart[]; onGo: (line: number) => void }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <nav className={styles.outline} aria-label={t("studio.outline")}>
      <details open>
        <summary>{t("studio.outline")}</summary>
        {parts.length === 0 && <p>{t("studio.noOutline")}</p>}
        <ul>
          {parts.map((part) => (
            <li key={part.key}>
              <button type="button" onClick={() => onGo(part.line)}>
                {part.key}
              </button>
              {part.items.length > 0 && (
                <ul>
                  {part.items.map((item) => (
                    <li key={`${item.id}-${item.line}`}>
                      <button type="button" onClick={() => onGo(item.line)}>
                        <span>{(contentLang(ui) === "zh" ? item.name.zh : item.name.en) || item.id}</span>
                        {item.note && <small>{item.note}</small>}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}
