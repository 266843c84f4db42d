import type { WriteStream } from 'node:tty';

/** Lines that stay, and one line at the bottom that may still change. Without a terminal only what stays is written. */
export class Terminal {
  readonly #out: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
  #transient = '';

  constructor(out: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>) {
    this.#out = out;
  }

  get isLive(): boolean {
    return this.#out.isTTY === true;
  }

  /** Writes a line that stays, above the changing one. */
  line(text = ''): void {
    const rest = this.#transient;
    this.#erase();
    this.#out.write(`${text}\n`);
    this.transient(rest);
  }

  /** Shows a line that the next call replaces; an empty text removes it. */
  transient(text: string): void {
    if (!this.isLive) return;
    this.#erase();
    this.#transient = text.slice(0, (this.#out.columns ?? 80) - 1);
    this.#out.write(this.#transient);
  }

  #erase(): void {
    if (this.#transient !== '') this.#out.write('\r\u001b[K');
    this.#transient = '';
  }
}
