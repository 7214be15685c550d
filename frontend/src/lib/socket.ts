import type { ClientFrame, ServerFrame } from "~/wire/live";

/** How the line to the server stands. `taken` and `gone` are final: only a person can mend them. */
export type Link = "connecting" | "open" | "lost" | "taken" | "gone";

/** The parts of a WebSocket the line uses; tests bring their own. */
export interface SocketLike {
  readyState: number;
  onopen: ((event: unknown) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface LineOptions {
  /** Where to connect; `takeover` asks for the seat another window holds. */
  url: (after: number, takeover: boolean) => string;
  /** The last durable event we have: where the server is to go on from. */
  after: () => number;
  onFrame: (frame: ServerFrame) => void;
  onLink: (link: Link) => void;
  open?: (url: string) => SocketLike;
  random?: () => number;
}

const openState = 1;
const firstDelay = 400;
const longestDelay = 8000;
/** A socket that has said nothing by then is dead: the server says hello at once. */
const helloWithin = 10_000;

/** Close codes of the server for an end that reconnecting cannot mend. */
const openElsewhere = 4409;
const notUnderstood = 4400;

/**
 * A line to one live call that mends itself: it reconnects with growing pauses and asks for what came after the last
 * event it has. It keeps nothing of the call; that is the reducer's.
 */
export class Line {
  private socket: SocketLike | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  private closed = false;
  private takeover = false;

  constructor(private readonly options: LineOptions) {}

  connect() {
    if (this.closed) return;
    this.cancelTimer();
    this.drop();
    this.options.onLink("connecting");
    const open = this.options.open ?? ((url) => new WebSocket(url) as unknown as SocketLike);
    const socket = open(this.options.url(this.options.after(), this.takeover));
    this.socket = socket;
    this.takeover = false;
    this.timer = setTimeout(() => this.fail(socket), helloWithin);
    socket.onmessage = (event) => {
      if (this.socket === socket) this.receive(event.data);
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.ended(event.code);
    };
    socket.onerror = () => undefined; // a close always follows
  }

  /** Sends a frame; false when the line is down and the caller has to keep it. */
  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== openState) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Tries again now instead of after the pause; with `takeover` also from a window that holds the call. */
  retry(takeover = false) {
    this.failures = 0;
    this.takeover = takeover;
    this.connect();
  }

  /** Takes the line for dead whatever the socket believes, and connects anew. */
  lose() {
    if (!this.closed && this.socket) this.again();
  }

  close() {
    this.closed = true;
    this.cancelTimer();
    this.drop();
  }

  private receive(data: unknown) {
    let frame: ServerFrame;
    try {
      frame = JSON.parse(String(data)) as ServerFrame;
    } catch {
      return; // not a frame of ours
    }
    if (frame.type === "hello") {
      this.cancelTimer();
      this.failures = 0;
      this.options.onLink("open");
    }
    this.options.onFrame(frame);
    if (frame.type === "draining") this.again();
  }

  private ended(code: number) {
    this.socket = null;
    if (this.closed) return;
    if (code === openElsewhere) return this.stop("taken");
    if (code === notUnderstood) return this.stop("gone");
    this.again();
  }

  private fail(socket: SocketLike) {
    if (this.socket !== socket) return;
    this.again();
  }

  private stop(link: Link) {
    this.cancelTimer();
    this.drop();
    this.options.onLink(link);
  }

  private again() {
    this.cancelTimer();
    this.drop();
    this.options.onLink("lost");
    const random = this.options.random ?? Math.random;
    const pause = Math.min(longestDelay, firstDelay * 2 ** this.failures) * (0.5 + random() / 2);
    this.failures++;
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private drop() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close(1000);
  }

  private cancelTimer() {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** The address of a call's socket on the server the page came from. */
export function liveUrl(
  session: string,
  options: { after: number; tab: string; takeover: boolean },
  location: Pick<Location, "protocol" | "host"> = window.location,
): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const query = new URLSearchParams({ after: String(options.after), tab: options.tab });
  if (options.takeover) query.set("takeover", "1");
  return `${scheme}://${location.host}/api/v1/sessions/${encodeURIComponent(session)}/live?${query}`;
}
