import { afterEach, describe, expect, it, vi } from "vitest";
import { followSession, forkSession, startSession } from "./queries";

interface Asked {
  path: string;
  key: string | null;
}

/** A server that answers requests in turn with a status and a body; null is an answer that is lost. */
function server(...answers: ([number, object] | null)[]) {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push({ path, key: new Headers(init.headers).get("Idempotency-Key") });
    const answer = answers.shift();
    if (!answer) throw new TypeError("network");
    return Response.json(answer[1], { status: answer[0] });
  });
  return asked;
}

const live = { id: "ses_1", status: "live" };
const oneCase = { scenario_id: "a", lang: "en", mode: "practice" } as const;
const lost = { code: "offline" };

afterEach(() => vi.unstubAllGlobals());

describe("a request that begins a call", () => {
  it("is sent with the same key until an answer came, and with a new one for the next call", async () => {
    const asked = server(null, [502, {}], [201, live], [201, live]);
    await expect(startSession(oneCase)).rejects.toMatchObject(lost);
    await expect(startSession(oneCase)).rejects.toMatchObject({ status: 502 });
    expect(await startSession(oneCase)).toMatchObject(live);
    await startSession(oneCase);
    const [first, second, third, next] = asked.map(({ key }) => key);
    expect(first).toMatch(/^[!-~]{8,64}$/);
    expect([second, third]).toEqual([first, first]);
    expect(next).toMatch(/^[!-~]{8,64}$/);
    expect(next).not.toBe(first);
  });

  it("has a key of its own for each thing asked for", async () => {
    const asked = server(null, null, null, null, null);
    await expect(startSession(oneCase)).rejects.toMatchObject(lost);
    await expect(startSession({ ...oneCase, mode: "exam" })).rejects.toMatchObject(lost);
    await expect(forkSession("ses_1", 2)).rejects.toMatchObject(lost);
    await expect(forkSession("ses_1", 4)).rejects.toMatchObject(lost);
    await expect(followSession("ses_1", "practice")).rejects.toMatchObject(lost);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(5);
    expect(asked.every(({ key }) => key)).toBe(true);
  });

  it("takes a new key when the server refused it, and when the call it began is over by now", async () => {
    const asked = server(
      [404, { code: "not_found" }],
      null,
      [201, { ...live, status: "scored" }],
      [201, { id: "ses_2", status: "live" }],
    );
    const body = { ...oneCase, scenario_id: "b" };
    await expect(startSession(body)).rejects.toMatchObject({ status: 404 });
    await expect(startSession(body)).rejects.toMatchObject(lost);
    expect(await startSession(body)).toMatchObject({ id: "ses_2" });
    const [refused, first, again, fresh] = asked.map(({ key }) => key);
    expect(first).not.toBe(refused);
    expect(again).toBe(first);
    expect(fresh).not.toBe(first);
  });
});
