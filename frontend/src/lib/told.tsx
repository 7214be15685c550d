import { createContext, type ReactNode, useContext, useState } from "react";
import { contentLang, useUiLang } from "./i18n";
import type { Lang } from "./model";
import { recall, remember } from "./storage";

const key = "huikuan:debrief-lang";

const Told = createContext<{ told: Lang; setTold: (lang: Lang) => void } | null>(null);

/** The reader's own choice, else the page's language. */
export const toldLang = (stored: string | null, page: Lang): Lang =>
  stored === "zh" || stored === "en" ? stored : page;

/** Keeps the language in which calls are explained, whatever they were held in; remembered from visit to visit. */
export function ToldProvider({ children }: { children: ReactNode }) {
  const page = contentLang(useUiLang());
  const [chosen, setChosen] = useState(() => recall("local", key));
  const setTold = (lang: Lang) => {
    remember("local", key, lang);
    setChosen(lang);
  };
  return <Told value={{ told: toldLang(chosen, page), setTold }}>{children}</Told>;
}

export function useTold() {
  const told = useContext(Told);
  if (!told) throw new Error("useTold needs a ToldProvider");
  return told;
}
