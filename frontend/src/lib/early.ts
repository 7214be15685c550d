/** Answers that were asked for before the page's script had arrived, by address. Each is used once, soon, or not at all. */
const asked = new Map<string, Promise<Response>>();

/** How long an early answer is still what the server would say now, in milliseconds. */
const freshMs = 10_000;

/** Asks for what a page will want. */
export function askEarly(addresses: string[]) {
  for (const address of addresses) {
    const answer = fetch(`/api/v1/${address}`);
    answer.catch(() => undefined); // whoever takes it hears of it
    asked.set(address, answer);
    setTimeout(() => asked.delete(address), freshMs);
  }
}

/** The answer to an early question, at most once. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const answer = asked.get(address);
  asked.delete(address);
  return answer;
}
