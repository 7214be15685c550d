import { useState } from "react";
import type { Lang, Mode, UiLang } from "./model";
import { recall, remember } from "./storage";
import { contentLang } from "./ui-lang";

const langKey = "huikuan:call-lang";
const modeKey = "huikuan:call-mode";

/** How the next call is to be held; remembered from visit to visit. The call's language starts as the page's. */
export function useCallChoice(ui: UiLang) {
  const [lang, setLang] = useState<Lang>(() => {
    const kept = recall("local", langKey);
    return kept === "zh" || kept === "en" ? kept : contentLang(ui);
  });
  const [mode, setMode] = useState<Mode>(() => (recall("local", modeKey) === "exam" ? "exam" : "practice"));
  return {
    lang,
    mode,
    setLang: (next: Lang) => {
      remember("local", langKey, next);
      setLang(next);
    },
    setMode: (next: Mode) => {
      remember("local", modeKey, next);
      setMode(next);
    },
  };
}
