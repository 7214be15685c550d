import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { setUiLang, startI18n } from "~/lib/i18n";
import { CallGuide } from "./call-guide";
import { Panel } from "./panel";

type Call = Parameters<typeof CallGuide>[0]["call"];

let root: Root;
let place: HTMLElement;

beforeAll(async () => {
  await startI18n();
  await setUiLang("en");
});
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const call = (busy: boolean): Call => ({
  state: { entries: [{ kind: "debtor" }], ended: null, link: "open", pending: [] },
  busy,
  say: () => {},
  send: () => true,
});
const show = (busy: boolean) => act(() => root.render(<CallGuide lang="en" call={call(busy)} />));
const panel = () => place.querySelector("section") as HTMLElement;
const button = (name: string) =>
  [...place.querySelectorAll("button")].find((one) => one.textContent?.includes(name)) as HTMLButtonElement;

describe("whoever takes the tour with the keyboard stays in it", () => {
  it("keeps the focus when the pressed button goes", () => {
    show(false);
    button("Say this line").focus();
    show(true);
    expect(button("Say this line")).toBeUndefined();
    expect(document.activeElement).toBe(panel());
  });
  it("takes no focus that was elsewhere", () => {
    show(false);
    show(true);
    expect(document.activeElement).toBe(document.body);
    show(false);
    button("Say this line").focus();
    button("Say this line").blur();
    show(true);
    expect(document.activeElement).toBe(document.body);
  });
  it("goes to a step that stands in for the one that was left by its button", () => {
    act(() => root.render(<Panel key="a" step={10} title="one" action={<button type="button">on</button>} />));
    button("on").focus();
    act(() => root.render(<Panel key="b" step={11} title="two" takesFocus />));
    expect(document.activeElement).toBe(panel());
  });
});
