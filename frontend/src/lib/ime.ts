/** The parts of a keyboard event the guard looks at. */
export interface KeyLike {
  key: string;
  keyCode: number;
  isComposing: boolean;
  timeStamp: number;
}

/**
 * Tells keys meant for an input method (Pinyin, Wubi, Kana …) from keys meant for us. Browsers differ:
 * Chrome and Firefox mark the key with isComposing and keyCode 229; Safari ends the composition before the key and
 * marks it with 229 only; some Windows input methods send the key "Process"; and where a composition ended in the same
 * breath as the key, the key was the one that ended it.
 */
export class ImeGuard {
  private composing = false;
  private endedAt = Number.NEGATIVE_INFINITY;

  /** A key within this many milliseconds of a composition's end belongs to it. */
  static readonly breath = 30;

  start() {
    this.composing = true;
  }

  end(timeStamp: number) {
    this.composing = false;
    this.endedAt = timeStamp;
  }

  owns(event: KeyLike): boolean {
    if (event.isComposing || this.composing || event.keyCode === 229 || event.key === "Process") return true;
    const since = event.timeStamp - this.endedAt;
    return since >= 0 && since < ImeGuard.breath;
  }
}
