import { type ReactNode, startTransition, useEffect, useState } from "react";

/** Builds its content in small steps once what stands around it is there, so that a slow phone stays responsive. */
export function Later({ children, meanwhile }: { children: () => ReactNode; meanwhile: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => startTransition(() => setReady(true)), []);
  return ready ? children() : meanwhile;
}
