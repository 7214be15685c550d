import { useEffect, useRef, useState } from "react";
import { ImeGuard } from "~/lib/ime";
import { recall, remember } from "~/lib/storage";
import { assign, defaultKeys, type KeyAction, keepKeys, keptKeys, keyActions } from "./keymap";

const singleKey = "huikuan:single-keys";

/** What the keys do now; an action that is not possible is left out. */
export type Shortcuts = { stop: () => void; help: () => void } & Partial<Record<KeyAction, () => void>>;

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Keys of the call: Alt with a letter works anywhere; the letter alone only outside of text, and it can be switched
 * off; every letter can be changed (WCAG 2.1.4). Escape cuts the debtor short unless a dialog or a menu wants it.
 * Nothing fires from an input method.
 */
export function useShortcuts(shortcuts: Shortcuts) {
  const [single, setSingle] = useState(() => recall("local", singleKey) !== "off");
  const [keys, setKeys] = useState(keptKeys);
  const current = useRef(shortcuts);
  current.current = shortcuts;

  useEffect(() => {
    const guard = new ImeGuard();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || guard.owns(event)) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (event.key === "Escape") return current.current.stop();
      if (event.ctrlKey || event.metaKey) return;
      if (!event.altKey && (typing(event.target) || !single)) return;
      if (event.key === "?" && !event.altKey) return current.current.help();
      if (event.shiftKey) return;
      const action = keyActions.find((one) => `Key${keys[one]}` === event.code);
      const act = action && current.current[action];
      if (!act) return;
      event.preventDefault();
      act();
    };
    const onStart = () => guard.start();
    const onEnd = (event: CompositionEvent) => guard.end(event.timeStamp);
    window.addEventListener("keydown", onKey);
    window.addEventListener("compositionstart", onStart);
    window.addEventListener("compositionend", onEnd);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("compositionstart", onStart);
      window.removeEventListener("compositionend", onEnd);
    };
  }, [single, keys]);

  return {
    single,
    setSingle: (on: boolean) => {
      remember("local", singleKey, on ? null : "off");
      setSingle(on);
    },
    keys,
    setKey: (action: KeyAction, typed: string) => {
      const next = assign(keys, action, typed);
      keepKeys(next);
      setKeys(next);
    },
    resetKeys: () => {
      keepKeys(defaultKeys);
      setKeys(defaultKeys);
    },
  };
}
