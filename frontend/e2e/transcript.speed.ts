import type { CDPSession, Page } from "@playwright/test";
import type { ServerFrame } from "../src/wire/live";
import { dial } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

/** How long a call's page may take: `npm run speed` measures the built page on this machine. */
const turns = 300;
const deltas = 100;
/** A person reads along at this pace: words come in some twenty times a second. */
const betweenDeltasMs = 50;
const deltaBudgetMs = 4;
/** A frame of 60 in a second. */
const frameMs = 1000 / 60;

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

/** The log of a call of many turns, as the server sends it to a page that joins. */
function longCall(session: string, contact: string): ServerFrame[] {
  const at = (n: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, n)).toISOString();
  const frames = [{ type: "session.started", seq: 1, at: at(0), contact } as ServerFrame];
  for (let turn = 0; turn < turns; turn++) {
    const seq = turn + 2;
    const text = `Line ${turn + 1}: the statement shows 240,000 for the two invoices; you said the director signs on Friday, so what is still missing?`;
    frames.push(
      (turn % 2 === 0
        ? { type: "turn.completed", seq, at: at(seq), turn, speaker: "debtor", contact, text, interrupted: false }
        : {
            type: "turn.accepted",
            seq,
            at: at(seq),
            turn,
            speaker: "trainee",
            client_turn_id: `c-${turn}`,
            text,
          }) as ServerFrame,
    );
  }
  return [{ type: "hello", session, epoch: "ep_1", last_seq: turns + 1 } as ServerFrame, ...frames];
}

/** Processor time of the page's main thread: what else the machine does does not count. */
async function busyMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
}

/**
 * Opens a call of 300 turns. Its socket is one inside the page, so that nothing is measured but the page: everything
 * from the frame's text on is the product's own.
 */
async function openLongCall(page: Page) {
  await dial(page, server.url, "en");
  const session = page.url().split("/").at(-1) as string;
  const detail = await (await page.request.get(`${server.url}/api/v1/sessions/${session}`)).json();
  await page.addInitScript(
    (frames) => {
      class Socket {
        readyState = 0;
        onmessage: ((event: { data: string }) => void) | null = null;
        constructor() {
          setTimeout(() => {
            this.readyState = 1;
            for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
          });
          Object.assign(window, { spoken: (data: string) => this.onmessage?.({ data }) });
        }
        send() {}
        close() {}
      }
      Object.assign(window, { WebSocket: Socket });
    },
    longCall(session, detail.turns[0].contact),
  );
  await page.reload();
  await expect(page.locator("li[data-side]")).toHaveCount(turns + 1); // and the debtor, who thinks
}

test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

test("a word that comes in costs little, however long the call", async ({ page }) => {
  await openLongCall(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const spell = async (text: string) => {
    const before = await busyMs(cdp);
    await page.evaluate(
      ([frame, count, pause]) =>
        new Promise<void>((resolve) => {
          let left = count as number;
          const timer = setInterval(() => {
            if (frame !== "") (window as unknown as { spoken: (data: string) => void }).spoken(frame as string);
            if (--left > 0) return;
            clearInterval(timer);
            resolve();
          }, pause as number);
        }),
      [text, deltas, betweenDeltasMs],
    );
    return (await busyMs(cdp)) - before;
  };
  const idle = await spell("");
  const speaking = await spell(JSON.stringify({ type: "turn.delta", turn: turns, text: "word " }));
  await expect(page.locator("[data-growing]")).toContainText("word word");
  const each = (speaking - idle) / deltas;
  console.log(`main thread per delta, ${turns} turns above it: ${each.toFixed(2)} ms (budget ${deltaBudgetMs} ms)`);
  expect(each).toBeLessThan(deltaBudgetMs);
});

test("a long call scrolls at sixty frames a second", async ({ page }) => {
  await openLongCall(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await busyMs(cdp);
  // From the end to the beginning and back, some 40 pixels a frame; what counts is the work a frame takes.
  const frames = await page.locator("section[tabindex='0']").evaluate(
    (box) =>
      new Promise<number[]>((resolve) => {
        const lengths: number[] = [];
        let last = performance.now();
        let step = -40;
        const frame = (now: number) => {
          lengths.push(now - last);
          last = now;
          if (box.scrollTop <= 0) step = 40;
          box.scrollTop += step;
          if (lengths.length < 600) requestAnimationFrame(frame);
          else resolve(lengths.slice(1));
        };
        requestAnimationFrame(frame);
      }),
  );
  const work = ((await busyMs(cdp)) - before) / frames.length;
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  console.log(
    `scrolling ${turns} turns: main thread ${work.toFixed(2)} ms a frame (a frame has ${frameMs.toFixed(1)} ms); ` +
      `frames p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms`,
  );
  expect(work).toBeLessThan(frameMs);
  expect(at(0.5)).toBeLessThan(frameMs * 1.1);
});
