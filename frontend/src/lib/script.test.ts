import i18next from "i18next";
import { beforeEach, describe, expect, it } from "vitest";
import type { ServerFrame } from "~/wire/live";
import { frameInReadersScript, inReadersScript, writtenTag } from "./script";
import { traditional } from "./traditional";

beforeEach(async () => {
  await i18next.init({ lng: "zh-TW" });
});

describe("texts of the mainland for readers of traditional characters", () => {
  it("are written as in Taiwan, by the word and not by the character alone", () => {
    expect(traditional("货发出后，账期三十天；请联系经办人。")).toBe("貨發出後，帳期三十天；請聯絡承辦人。");
    expect(traditional("头发、干货、里面、公里、皇后、制造")).toBe("頭髮、乾貨、裡面、公里、皇后、製造");
    expect(traditional("他说“老板不在”。")).toBe("他說「老闆不在」。");
    expect(traditional("窗口、程序和文件都还在")).toBe("窗口、程序和文件都還在");
  });

  it("are those of cases, playbooks and laws, wherever they stand in an answer", async () => {
    expect(
      await inReadersScript({
        scenarios: [
          {
            id: "late-tail",
            title: "拖欠尾款",
            trade: "软件",
            trains: [{ id: "x", name: "核实借口" }],
            best: { total: 81 },
          },
        ],
        coaching: { keep: { criterion: "c", text: "把日期说清楚", quote: "周五之前" } },
      }),
    ).toEqual({
      scenarios: [
        {
          id: "late-tail",
          title: "拖欠尾款",
          trade: "軟體",
          trains: [{ id: "x", name: "核實藉口" }],
          best: { total: 81 },
        },
      ],
      coaching: { keep: { criterion: "c", text: "把日期說清楚", quote: "周五之前" } },
    });
  });

  it("are not what people said or wrote", async () => {
    const written = {
      turns: [{ speaker: "debtor", text: "我们老板出差了" }],
      comments: [{ author: "王", text: "这里问得好" }],
      overrides: [{ author: "王", reason: "他说过日期" }],
      source: "title: 拖欠尾款",
    };
    expect(await inReadersScript(written)).toEqual(written);
  });

  it("come over a call's line as hints and names of documents", async () => {
    await inReadersScript({}); // the converter is there
    const hint = { type: "hint.given", seq: 3, rung: 1, text: "先问清楚账期", source: "playbook" } as ServerFrame;
    expect(frameInReadersScript(hint)).toMatchObject({ text: "先問清楚帳期" });
    const said = { type: "trainee.said", seq: 4, text: "请问账期" } as unknown as ServerFrame;
    expect(frameInReadersScript(said)).toBe(said);
  });

  it("say in which script they are", () => {
    expect([writtenTag("zh"), writtenTag("en")]).toEqual(["zh-Hant-TW", "en"]);
  });
});

describe("readers of simplified characters", () => {
  it("get every text as it was written", async () => {
    await i18next.changeLanguage("zh");
    const answer = { title: "拖欠尾款" };
    expect(await inReadersScript(answer)).toBe(answer);
    expect(writtenTag("zh")).toBe("zh-CN");
  });
});
