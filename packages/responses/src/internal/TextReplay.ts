import { Observable, Subject } from 'rxjs';

/** What a piece of text costs until the whole is read: a string of its own, and a node of a rope. An estimate, for V8. */
export const textBytes = (piece: string): number => piece.length * 2 + 48;

/** Text that arrives in pieces. Holds one string; `+=` makes a rope, so a piece costs the same at any length. */
export class TextReplay {
  #soFar = '';
  /** What `text$` emitted last. A `ReplaySubject` would keep it too, at a sixth of what a piece costs. */
  #told: string | undefined;
  #ended = false;
  readonly #wholes = new Subject<string>();
  readonly #pieces = new Subject<string>();

  /** The text so far, the newest one replayed. */
  readonly text$: Observable<string> = this.#after(this.#wholes, () => this.#told);

  /** The pieces; what came before the subscription is replayed as one. */
  readonly delta$: Observable<string> = this.#after(this.#pieces, () => this.#soFar || undefined);

  get length(): number {
    return this.#soFar.length;
  }

  get value(): string {
    return this.#soFar;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  push(piece: string): void {
    if (this.#ended || piece === '') return;
    this.#soFar += piece;
    this.#pieces.next(piece);
    this.#tell(this.#soFar);
  }

  /** Ends the text. A `final` text that differs from the pieces replaces them. */
  end(final?: string | null): void {
    if (this.#ended) return;
    if (typeof final === 'string' && final !== this.#soFar) this.#replace(final);
    this.#ended = true;
    this.#pieces.complete();
    this.#wholes.complete();
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pieces.error(error);
    this.#wholes.error(error);
  }

  /** A stream that begins with what was missed. */
  #after(stream$: Observable<string>, missedOf: () => string | undefined): Observable<string> {
    return new Observable((subscriber) => {
      const missed = missedOf();
      // While live, listen first: a subscriber that answers `missed` at once must not lose the answer's echo.
      const live = this.#ended ? undefined : stream$.subscribe(subscriber);
      if (missed !== undefined) subscriber.next(missed);
      return live ?? stream$.subscribe(subscriber);
    });
  }

  #tell(text: string): void {
    this.#told = text;
    this.#wholes.next(text);
  }

  #replace(final: string): void {
    const missing = final.startsWith(this.#soFar) ? final.slice(this.#soFar.length) : '';
    this.#soFar = final;
    if (missing !== '') this.#pieces.next(missing);
    this.#tell(final);
  }
}
