import { takeEarly } from "./early";
import type { Problem } from "./model";
import { inReadersScript } from "./script";

/** What the server said went wrong. `detail` is safe to show; `code` picks our own wording. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail || code);
    this.name = "ApiError";
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  let problem: Partial<Problem> = {};
  try {
    problem = (await response.json()) as Partial<Problem>;
  } catch {
    // a proxy's page instead of problem JSON: the status says enough
  }
  return new ApiError(response.status, problem.code ?? "internal", problem.detail ?? "");
}

interface Init {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of a body. */
  text?: string;
  /** Names a request that may be sent again. */
  key?: string;
  signal?: AbortSignal;
}

function kindOf({ body, text }: Init): Record<string, string> {
  if (text !== undefined) return { "Content-Type": "text/plain; charset=utf-8" };
  return body === undefined ? {} : { "Content-Type": "application/json" };
}

const ask = (path: string, init: Init) =>
  fetch(`/api/v1/${path}`, {
    method: init.method ?? "GET",
    headers: { ...kindOf(init), ...(init.key && { "Idempotency-Key": init.key }) },
    body: init.text ?? (init.body === undefined ? undefined : JSON.stringify(init.body)),
    signal: init.signal,
  });

/** Asks the server for JSON under /api/v1. Fails with an ApiError; code `offline` means that no answer came. */
export async function request<T>(path: string, init: Init = {}) {
  let response: Response;
  try {
    const early = init.method === undefined ? takeEarly(path) : undefined;
    response = await (early ?? ask(path, init));
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, "offline", "");
  }
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await inReadersScript(await response.json())) as T;
}
