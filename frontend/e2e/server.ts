import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.HUIKUAN_BIN ?? join(import.meta.dirname, "../../bin/huikuan");

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The real server on a free port with an empty data folder of its own. */
export class Server {
  private child: ChildProcess | null = null;
  private log = "";

  private constructor(
    readonly url: string,
    private readonly port: number,
    private readonly data: string,
  ) {}

  static async start(): Promise<Server> {
    if (!existsSync(binary)) throw new Error(`there is no binary at ${binary}; build it, or set HUIKUAN_BIN`);
    const port = await freePort();
    const server = new Server(`http://127.0.0.1:${port}`, port, await mkdtemp(join(tmpdir(), "huikuan-e2e-")));
    await server.run();
    return server;
  }

  /** Starts the program on the same port and data, and waits until it is ready. */
  async run() {
    const env = { ...process.env };
    for (const name of Object.keys(env)) if (name.startsWith("HUIKUAN_")) delete env[name];
    const child = spawn(binary, ["serve", "--addr", `127.0.0.1:${this.port}`, "--data", this.data], { env });
    this.child = child;
    const keep = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    for (let attempt = 0; attempt < 200; attempt++) {
      if (child.exitCode !== null) throw new Error(`the server did not start:\n${this.log}`);
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return;
      } catch {
        // not listening yet
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server did not become ready:\n${this.log}`);
  }

  /** Kills the program without warning. */
  async kill() {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async stop() {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }
}
