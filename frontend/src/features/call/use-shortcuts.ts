import { useEffect, useRef, useState } from "react";
import { recall, remember } from "~/lib/storage";

const singleKey = "huikuan:single-keys";

export interface Shortcuts {
  desk: () => void;
  stop: () => void;
  help: () => void;
  pause?: () => void;
  hint?: () => void;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Keys of the call: Alt with a letter works anywhere; the letter alone only outside of text, and it can be switched
 * off (WCAG 2.1.4). Escape cuts the debtor short unless a dialog or a menu wants it. Nothing fires from an input method.
 */
export function useShortcuts(shortcuts: Shortcuts) {
  const [single, setSingle] = useState(() => recall("local", singleKey) !== "off");
  const current = useRef(shortcuts);
  current.current = shortcuts;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      const { desk, stop, help, pause, hint } = current.current;
      if (event.key === "Escape") return stop();
      if (event.ctrlKey || event.metaKey) return;
      if (!event.altKey && (typing(event.target) || !single)) return;
      if (event.key === "?" && !event.altKey) return help();
      const act = { KeyB: desk, KeyP: pause, KeyH: hint }[event.code];
      if (!act || event.shiftKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [single]);

  return {
    single,
    setSingle: (on: boolean) => {
      remember("local", singleKey, on ? null : "off");
      setSingle(on);
    },
  };
}
