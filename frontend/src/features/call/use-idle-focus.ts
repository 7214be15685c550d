import { type RefObject, useEffect } from "react";

/** Whether there is a real keyboard: on a phone, a focus in a field covers half of the call with keys. */
const hasKeys = () => window.matchMedia("(hover: hover) and (pointer: fine)").matches;

/**
 * Gives an element the focus when `wanted` comes true and nothing else has it. Whoever types has to be heard, and not taken
 * to press the keys of the call.
 */
export function useIdleFocus(element: RefObject<HTMLElement | null>, wanted: boolean) {
  useEffect(() => {
    const idle = document.activeElement === null || document.activeElement === document.body;
    if (wanted && idle && hasKeys()) element.current?.focus({ preventScroll: true });
  }, [element, wanted]);
}
