import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerFrame } from "~/wire/live";
import { Line, type Link, liveUrl, type SocketLike } from "./socket";

class FakeSocket implements SocketLike {
  readyState = 0;
  sent: string[] = [];
  closedWith: number | undefined;
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  onerror: SocketLike["onerror"] = null;
  constructor(readonly url: string) {}
  send(data: string) {
    this.sent.push(data);
  }
  close(code?: number) {
    this.readyState = 3;
    this.closedWith = code;
  }
  receive(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  greet(last_seq = 0) {
    this.readyState = 1;
    this.receive({ type: "hello", session: "ses_1", epoch: "ep_1", last_seq });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }
}

let sockets: FakeSocket[];
let links: Link[];
let frames: ServerFrame[];
let lastSeq: number;
let line: Line;
const newest = () => sockets[sockets.length - 1] as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  links = [];
  frames = [];
  lastSeq = 0;
  line = new Line({
    url: (after, takeover) => `${after}${takeover ? "!" : ""}`,
    after: () => lastSeq,
    onFrame: (frame) => {
      frames.push(frame);
      if ("seq" in frame) lastSeq = frame.seq;
    },
    onLink: (link) => links.push(link),
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    random: () => 1,
  });
  line.connect();
});

afterEach(() => {
  line.close();
  vi.useRealTimers();
});

describe("a line", () => {
  it("is open only once the server has said hello", () => {
    expect(line.send({ type: "stop" })).toBe(false);
    newest().greet();
    expect(links).toEqual(["connecting", "open"]);
    expect(line.send({ type: "stop" })).toBe(true);
    expect(newest().sent).toEqual(['{"type":"stop"}']);
  });

  it("comes back by itself and asks for what follows the last event it has", () => {
    newest().greet();
    newest().receive({ type: "session.paused", seq: 7, at: "2026-05-06T09:00:00Z" });
    newest().drop();
    expect(links.at(-1)).toBe("lost");
    vi.advanceTimersByTime(400);
    expect(newest().url).toBe("7");
    newest().greet(7);
    expect(links.at(-1)).toBe("open");
  });

  it("waits longer after each failure, up to a limit, and starts over once it was open", () => {
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      const before = sockets.length;
      newest().drop();
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([400, 800, 1600, 3200, 6400, 8000, 8000]);
    newest().greet();
    newest().drop();
    const before = sockets.length;
    vi.advanceTimersByTime(400);
    expect(sockets.length).toBe(before + 1);
  });

  it("gives up a socket that never says hello", () => {
    vi.advanceTimersByTime(10_000);
    expect(links.at(-1)).toBe("lost");
    expect(newest().closedWith).toBe(1000);
    vi.advanceTimersByTime(400);
    expect(sockets).toHaveLength(2);
  });

  it("reconnects when the server says that it goes away", () => {
    newest().greet();
    newest().receive({ type: "draining" });
    expect(links.at(-1)).toBe("lost");
    vi.advanceTimersByTime(400);
    expect(sockets).toHaveLength(2);
  });

  it("leaves the call to the window that took it, and takes it back only when told to", () => {
    newest().greet();
    newest().drop(4409);
    expect(links.at(-1)).toBe("taken");
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    line.retry(true);
    expect(newest().url).toBe("0!");
    newest().greet();
    newest().drop();
    vi.advanceTimersByTime(400);
    expect(newest().url).toBe("0");
  });

  it("does not repeat a request the server cannot understand", () => {
    newest().drop(4400);
    expect(links.at(-1)).toBe("gone");
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it("hears nothing more from a socket it has left", () => {
    const old = newest();
    old.greet();
    line.retry();
    old.receive({ type: "state.thinking" });
    expect(frames.some((f) => f.type === "state.thinking")).toBe(false);
  });

  it("drops what is not JSON and goes on", () => {
    newest().greet();
    newest().onmessage?.({ data: "{broken" });
    newest().receive({ type: "state.thinking" });
    expect(frames.map((f) => f.type)).toEqual(["hello", "state.thinking"]);
  });

  it("gives up a socket that is said to be dead though it believes itself open, and goes on from the last event", () => {
    newest().greet();
    lastSeq = 7;
    const dead = newest();
    line.lose();
    expect(dead.closedWith).toBe(1000);
    expect(links.at(-1)).toBe("lost");
    vi.advanceTimersByTime(400);
    expect(newest()).not.toBe(dead);
    expect(newest().url).toBe("7");
  });

  it("stays given up while another window holds the call", () => {
    newest().greet();
    newest().drop(4409);
    line.lose();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(links.at(-1)).toBe("taken");
  });

  it("is silent once it was closed", () => {
    newest().greet();
    line.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});

describe("the address of a call", () => {
  it("follows the page's own scheme and host", () => {
    const at = { protocol: "https:", host: "train.example" };
    expect(liveUrl("ses_1", { after: 3, tab: "t-1", takeover: false }, at)).toBe(
      "wss://train.example/api/v1/sessions/ses_1/live?after=3&tab=t-1",
    );
    expect(
      liveUrl("ses_1", { after: 0, tab: "t-1", takeover: true }, { protocol: "http:", host: "localhost:8080" }),
    ).toBe("ws://localhost:8080/api/v1/sessions/ses_1/live?after=0&tab=t-1&takeover=1");
  });
});
