import type { SessionView, UiLang } from "./model";
import { writtenTag } from "./script";
import { contentLang } from "./ui-lang";

/** The title of a call's case in the language nearest to the page's, whatever the call was held in, with its tag. */
export function titleOf({ titles }: Pick<SessionView, "titles">, ui: UiLang) {
  const lang = contentLang(ui);
  return { text: titles[lang], tag: writtenTag(lang) };
}
