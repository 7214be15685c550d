import { ConverterFactory } from "opencc-js/core";
import simplified from "opencc-js/from/cn";
import taiwan from "opencc-js/to/tw";

/**
 * Words of the trade that Taiwan has others for, in the converted text. The converter's own list of phrases is of computing:
 * it makes the window of a counter one of a screen, and hanging up "結束通話".
 */
const words: [string, string][] = [
  ["賬", "帳"],
  ["聯繫", "聯絡"],
  ["信息", "資訊"],
  ["短信", "簡訊"],
  ["消息", "訊息"],
  ["信號", "訊號"],
  ["數據", "資料"],
  ["質量", "品質"],
  ["項目", "專案"],
  ["軟件", "軟體"],
  ["屏幕", "螢幕"],
  ["網絡", "網路"],
  ["打印", "列印"],
  ["複印", "影印"],
  ["導出", "匯出"],
  ["遠程", "遠端"],
  ["在線", "線上"],
  ["郵箱", "信箱"],
  ["經辦人", "承辦人"],
  ["借口", "藉口"],
  ["託詞", "藉口"],
  ["託辭", "藉口"],
  ["復盤", "檢討"],
  ["複盤", "檢討"],
  ["臺階", "台階"],
  ["平臺", "平台"],
  ["一干二", "一乾二"],
  ["松一口", "鬆一口"],
  ["“", "「"],
  ["”", "」"],
  ["‘", "『"],
  ["’", "』"],
];

const characters = ConverterFactory(simplified, taiwan);

/** Writes a text of the mainland as it would be written in Taiwan. */
export const traditional = (text: string) =>
  words.reduce((written, [plain, local]) => written.replaceAll(plain, local), characters(text));
