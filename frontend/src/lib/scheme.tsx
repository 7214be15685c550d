import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { recall, remember } from "./storage";

/** public/theme.js reads it before the first paint. */
const key = "huikuan:scheme";
/** What the styles go by, the kit's among them. */
const attribute = "data-mantine-color-scheme";

export type Scheme = "light" | "dark";

const kept = (): Scheme | null => {
  const value = recall("local", key);
  return value === "light" || value === "dark" ? value : null;
};

const darkRoom = () => window.matchMedia("(prefers-color-scheme: dark)");
const onSystem = (tell: () => void) => {
  const media = darkRoom();
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
};

const Chosen = createContext<{ scheme: Scheme; setScheme: (scheme: Scheme) => void } | null>(null);

/** Light or dark: the reader's choice, else the system's. */
export function SchemeProvider({ children }: { children: ReactNode }) {
  const system: Scheme = useSyncExternalStore(onSystem, () => darkRoom().matches) ? "dark" : "light";
  const [chosen, setChosen] = useState(kept);
  const scheme = chosen ?? system;
  useEffect(() => document.documentElement.setAttribute(attribute, scheme), [scheme]);
  useEffect(() => {
    const elsewhere = () => setChosen(kept()); // chosen in another window
    window.addEventListener("storage", elsewhere);
    return () => window.removeEventListener("storage", elsewhere);
  }, []);
  const setScheme = (next: Scheme) => {
    remember("local", key, next);
    setChosen(next);
  };
  return <Chosen value={{ scheme, setScheme }}>{children}</Chosen>;
}

export function useScheme() {
  const chosen = useContext(Chosen);
  if (!chosen) throw new Error("useScheme needs a SchemeProvider");
  return chosen;
}
