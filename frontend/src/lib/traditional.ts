import { ConverterFactory } from "opencc-js/core";
import simplified from "opencc-js/from/cn";
import taiwan from "opencc-js/to/tw";
import words from "~/locales/taiwan-words.json";

/**
 * Words of the trade that Taiwan has others for, in the converted text. The converter's own list of phrases is of computing:
 * it makes the window of a counter one of a screen, and hanging up "結束通話".
 */
const taiwanWords = Object.entries(words);

const characters = ConverterFactory(simplified, taiwan);

/** Writes a text of the mainland as it would be written in Taiwan. */
export const traditional = (text: string) =>
  taiwanWords.reduce((written, [plain, local]) => written.replaceAll(plain, local), characters(text));
