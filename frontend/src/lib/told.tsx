import { createContext, type ReactNode, useContext, useState } from "react";
import { useUiLang } from "./i18n";
import type { Lang } from "./model";
import { remember } from "./storage";
import { contentLang, keptToldLang, toldKey } from "./ui-lang";

const Told = createContext<{ told: Lang; setTold: (lang: Lang) => void } | null>(null);

/** Keeps the language in which calls are explained, whatever they were held in: the reader's choice, else the page's. */
export function ToldProvider({ children }: { children: ReactNode }) {
  const page = contentLang(useUiLang());
  const [chosen, setChosen] = useState(keptToldLang);
  const setTold = (lang: Lang) => {
    remember("local", toldKey, lang);
    setChosen(lang);
  };
  return <Told value={{ told: chosen ?? page, setTold }}>{children}</Told>;
}

export function useTold() {
  const told = useContext(Told);
  if (!told) throw new Error("useTold needs a ToldProvider");
  return told;
}
