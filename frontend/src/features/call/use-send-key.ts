import { type CompositionEvent, type FocusEvent, type KeyboardEvent, useState } from "react";
import { ImeGuard } from "~/lib/ime";

/** Enter sends; with Shift or Alt it does not, and never where it belongs to an input method. */
export function useSendKey(send: () => void) {
  const [guard] = useState(() => new ImeGuard());
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (guard.owns(event.nativeEvent)) return;
      if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
      event.preventDefault();
      send();
    },
    onCompositionStart: () => guard.start(),
    onCompositionEnd: (event: CompositionEvent) => guard.end(event.nativeEvent.timeStamp),
    onBlur: (event: FocusEvent) => guard.end(event.nativeEvent.timeStamp),
  };
}
