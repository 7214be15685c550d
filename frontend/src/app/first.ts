// Runs while the page's script is still on its way: asks for the words, the part of the page and the data it will need.
import { askEarly } from "~/lib/early";
import { warmFormats } from "~/lib/format";
import { contentLang, firstLang, keptToldLang, wordsOf } from "~/lib/ui-lang";
import { needsOf, pages } from "./pages";

const ui = firstLang();
const lang = contentLang(ui);
const needs = needsOf(window.location.pathname, lang, keptToldLang() ?? lang);
const ignore = () => undefined; // the page asks again and says what is wrong
wordsOf(ui).catch(ignore);
if (ui === "zh-TW") import("~/lib/traditional").catch(ignore);
if (needs) {
  askEarly(needs.asks);
  pages[needs.page]().catch(ignore);
  // The page itself is still on its way: time to make ready what it writes sums and days with.
  warmFormats(ui);
}
