import { type CallInput, type CallState, reduceCall, startCall } from "./call-state";

/** A call as the screen shows it: everything but the words that grow. */
export type StillState = Omit<CallState, "speech"> & { speaking: boolean };

/** Whether two states differ in nothing but the words of the debtor's running sentence. */
function onlyWords(before: CallState, after: CallState): boolean {
  if ((before.speech === null) !== (after.speech === null)) return false;
  return (Object.keys(after) as (keyof CallState)[]).every(
    (key) => key === "speech" || Object.is(before[key], after[key]),
  );
}

function stillOf({ speech, ...rest }: CallState): StillState {
  return { ...rest, speaking: speech !== null };
}

/**
 * Holds a live call's state beside React: a word that comes in some twenty times a second reaches those who listen to
 * words, and nothing else of the screen is looked at again.
 */
export class CallStore {
  private state: CallState;
  private shown: StillState;
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(words: string) => void>();

  constructor(pending: CallState["pending"]) {
    this.state = startCall(pending);
    this.shown = stillOf(this.state);
  }

  readonly dispatch = (input: CallInput) => {
    const before = this.state;
    this.state = reduceCall(before, input);
    if (this.state.speech !== before.speech) for (const hear of this.hearers) hear(this.words());
    if (this.state === before || onlyWords(before, this.state)) return;
    this.shown = stillOf(this.state);
    for (const tell of this.listeners) tell();
  };

  /** The state as the reducer has it now. */
  readonly now = () => this.state;
  readonly still = () => this.shown;
  readonly subscribe = (tell: () => void) => {
    this.listeners.add(tell);
    return () => void this.listeners.delete(tell);
  };

  /** The debtor's words so far; empty when nobody speaks. */
  readonly words = () => this.state.speech?.text ?? "";
  readonly onWords = (hear: (words: string) => void) => {
    this.hearers.add(hear);
    return () => void this.hearers.delete(hear);
  };
}
