import { type ComponentType, lazy, useState } from "react";
import { pages } from "./pages";

/** A part of the page that is fetched when it is opened; one that is there already is drawn at once, without a pause. */
function part<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let there: ComponentType<Props> | undefined;
  const fetched = async () => {
    there = await load();
    return there;
  };
  const Late: ComponentType<Props> = lazy(async () => ({ default: (await fetched()) as ComponentType<object> }));
  function Part(props: Props) {
    const [Drawn] = useState(() => there ?? Late);
    return <Drawn {...props} />;
  }
  return Object.assign(Part, { fetch: fetched });
}

/** The parts a visitor may come in at, by the names of `pages`. */
export const parts = {
  home: part(() => pages.home().then((m) => m.HomePage)),
  library: part(() => pages.library().then((m) => m.LibraryPage)),
  call: part(() => pages.call().then((m) => m.CallPage)),
  debrief: part(() => pages.debrief().then((m) => m.DebriefPage)),
};
