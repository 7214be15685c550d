// Drafts what the Taiwan catalogue lacks: keys that zh.json has and zh-TW.json has not, characters and phrases converted.
// What stands there already is somebody's wording and stays; keys that are gone from zh.json go. Read what it printed.
import { readFile, writeFile } from "node:fs/promises";
import { Converter } from "opencc-js";

const folder = new URL("../src/locales/", import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8").catch(() => "{}"));
const convert = Converter({ from: "cn", to: "twp" });

/** How the trade is spoken of in Taiwan, where the converter does not know it. */
const words = [
  ["結束通話後通話結束", "掛斷後通話結束"],
  ["你結束通話了電話", "你掛斷了電話"],
  ["對方結束通話了電話", "對方掛斷了電話"],
  ["剛結束通話的通話", "剛掛斷的通話"],
  ["結束通話", "掛斷"],
  ["通話已掛斷", "通話已結束"],
  ["回款", "收款"],
  ["賬", "帳"],
  ["復盤", "檢討"],
  ["複盤", "檢討"],
  ["考核", "測驗"],
  ["考覈", "測驗"],
  ["拍板", "做主"],
  ["鏈接", "連結"],
  ["短信", "簡訊"],
  ["密鑰", "金鑰"],
  ["服務器", "伺服器"],
  ["刷新", "重新整理"],
  ["窗口", "視窗"],
  ["質量", "品質"],
  ["借口", "藉口"],
  ["託詞", "藉口"],
  ["看錶格", "看表格"],
  ["丟擲藉口", "拋出藉口"],
  ["臺階", "台階"],
  ["臺機器", "台機器"],
  ["臺詞", "台詞"],
  ["評閱臺", "評閱台"],
  ["回車說出", "Enter 說出"],
  ["Shift+回車", "Shift+Enter"],
  ["許可權", "權限"],
  ["檢視", "查看"],
  ["主導航", "主選單"],
  ["正式程式", "正式程序"],
  ["對方行業", "對方產業"],
  ["共情", "同理對方"],
  ["檢查地址", "檢查網址"],
  ["地址或模型名", "網址或模型名稱"],
  ["地址通常", "網址通常"],
  ["代理。", "Proxy。"],
  ["經辦人", "承辦人"],
  ["後手", "備案"],
  ["逐字返回", "逐字傳回"],
  ["一次返回整段", "整段一次傳回"],
  ["流式", "串流"],
  ["併發", "同時連線數"],
  ["三個水平", "三種程度"],
  ["中等水平", "中等程度"],
  ["欠款方型別", "欠款方類型"],
  ["滑塊", "滑桿"],
  ["日誌", "記錄檔"],
  ["重啟", "重新啟動"],
  ["檢查配置", "檢查設定"],
  ["最該補的本事", "最該補強的能力"],
  ["看本事帶不帶得走", "看功夫帶不帶得走"],
  ["通數", "通話數"],
  ["案卷", "卷宗"],
  ["這單從頭再來", "這筆帳從頭再來"],
  ["這一單不用", "這筆帳不用"],
  ["這單", "這筆帳"],
  ["揚言曝光", "揚言爆料"],
  ["“", "「"],
  ["”", "」"],
];

const missing = [];
function merge(from, have, prefix = "") {
  const out = {};
  for (const [key, value] of Object.entries(from)) {
    if (typeof value !== "string") out[key] = merge(value, have?.[key] ?? {}, `${prefix}${key}.`);
    else if (typeof have?.[key] === "string") out[key] = have[key];
    else {
      out[key] = words.reduce((text, [plain, taiwan]) => text.replaceAll(plain, taiwan), convert(value));
      missing.push(`${prefix}${key}: ${out[key]}`);
    }
  }
  return out;
}

const done = merge(await read("zh.json"), await read("zh-TW.json"));
await writeFile(new URL("zh-TW.json", folder), `${JSON.stringify(done, null, 2)}\n`);
console.log(missing.join("\n") || "nothing was missing");
