import { createContext, type ReactNode, startTransition, useContext, useEffect, useRef, useState } from "react";

/** Whether the page is being built for the first time, which happens in small steps anyway. */
const First = createContext({ current: false });

export function FirstBuild({ children }: { children: ReactNode }) {
  const going = useRef(true);
  useEffect(() => {
    going.current = false;
  }, []);
  return <First value={going}>{children}</First>;
}

/** Builds its content in small steps once what stands around it is there, so that a slow phone stays responsive. */
export function Later({ children, meanwhile }: { children: () => ReactNode; meanwhile: ReactNode }) {
  const first = useContext(First);
  const [ready, setReady] = useState(() => first.current);
  useEffect(() => startTransition(() => setReady(true)), []);
  return ready ? children() : meanwhile;
}
