import { type RefObject, useEffect, useRef, useState } from "react";

/** What a narrow screen takes from a chart's width, in pixels: the margins of the page and of the chart's frame. */
const margins = 64;

/**
 * The width of an element in pixels, followed; charts draw to it so that their words keep their size. The first is a guess:
 * the browser tells the true one when it has laid the page out, which measuring would make it do twice.
 */
export function useWidth<T extends HTMLElement>(initial: number): [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(() => Math.max(200, Math.min(initial, window.innerWidth - margins)));
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(200, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
