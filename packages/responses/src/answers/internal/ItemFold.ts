import type { SoundFormat } from '@rx-realtime/pcm';
import type { ServerItem } from '@rx-realtime/codecs';
import { ReplaySubject } from 'rxjs';
import type { ItemStream, PartStream } from '../responseStream.ts';
import type { FoldContext } from './FoldContext.ts';
import { PartFold } from './PartFold.ts';
import type { PartContent } from './PartFold.ts';
import { TextReplay } from '../../internal/TextReplay.ts';

/** Where an item stands in its response. */
export interface ItemAddress {
  readonly responseId: string;
  readonly itemId: string;
  readonly outputIndex: number;
}

/** The call an item turned out to be, as far as its argument events say. */
interface CallHead {
  readonly call_id?: string;
  readonly name?: string | null;
}

const contentOf = (item: ServerItem): readonly (PartContent & { readonly type?: string | null })[] =>
  item.type === 'message' ? item.content : [];

const argumentsOf = (item: ServerItem): string | undefined =>
  item.type === 'function_call' || item.type === 'mcp_call' ? item.arguments : undefined;

/** One output item while it grows. */
export class ItemFold {
  readonly stream: ItemStream;
  readonly #parts = new Map<number, PartFold>();
  readonly #opened = new ReplaySubject<PartStream>();
  readonly #args = new TextReplay();
  readonly #done = new ReplaySubject<ServerItem>(1);
  readonly #address: ItemAddress;
  readonly #audioFormat: SoundFormat;
  readonly #context: FoldContext;
  #head: CallHead = {};
  #ended = false;

  constructor(address: ItemAddress, itemType: string, audioFormat: SoundFormat, context: FoldContext) {
    const { hold } = context;
    this.#address = address;
    this.#audioFormat = audioFormat;
    this.#context = context;
    this.stream = {
      ...address,
      itemType,
      parts$: hold(this.#opened),
      arguments$: hold(this.#args.text$),
      argumentsDelta$: hold(this.#args.delta$),
      done$: hold(this.#done),
    };
  }

  /** The call that the item is, as far as its events say. */
  get callId(): string | undefined {
    return this.#head.call_id;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  get argumentsLength(): number {
    return this.#args.length;
  }

  hasPart(contentIndex: number): boolean {
    return this.#parts.has(contentIndex);
  }

  /** The part at this index, opened when it is not there yet. */
  part(contentIndex: number, partType: string): PartFold {
    const known = this.#parts.get(contentIndex);
    if (known) return known;
    const part = new PartFold({ ...this.#address, contentIndex }, partType, this.#audioFormat, this.#context);
    this.#parts.set(contentIndex, part);
    this.#opened.next(part.stream);
    return part;
  }

  /** Adds a piece of arguments; false when they have ended. */
  pushArguments(piece: string, head: CallHead): boolean {
    if (this.#args.isEnded) return false;
    this.#head = { ...this.#head, ...head };
    this.#args.push(piece);
    return true;
  }

  endArguments(final?: string | null, head: CallHead = {}): void {
    this.#head = { ...this.#head, ...head };
    if (typeof final === 'string' && this.#args.length > 0 && final !== this.#args.value) {
      const { responseId, itemId } = this.#address;
      const lengths = { deltaLength: this.#args.length, doneLength: final.length };
      this.#context.warn({ _tag: 'DoneMismatch', responseId, itemId, field: 'arguments', ...lengths });
    }
    this.#args.end(final);
  }

  /** Ends the item with the server's last word on it. */
  end(item: ServerItem): void {
    if (this.#ended) return;
    contentOf(item).forEach((content, index) => {
      this.part(index, content.type?.replace(/^output_/, '') ?? 'text').end(content);
    });
    this.endArguments(argumentsOf(item));
    this.#done.next(item.type === 'function_call' ? { ...this.#head, ...item } : item);
    this.#close();
  }

  /**
   * Ends the item without the server's last word. A call whose arguments were declared done is whole if the
   * response completed: some servers send neither `response.output_item.done` nor an `output` list.
   */
  abandon(responseCompleted: boolean): void {
    if (this.#ended) return;
    const { call_id, name } = this.#head;
    if (responseCompleted && this.#args.isEnded && call_id !== undefined && typeof name === 'string') {
      const id = this.#address.itemId;
      const status = 'completed';
      this.#done.next({ type: 'function_call', id, status, call_id, name, arguments: this.#args.value });
    }
    this.#close();
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const part of this.#parts.values()) part.fail(error);
    this.#args.fail(error);
    this.#opened.error(error);
    this.#done.error(error);
  }

  #close(): void {
    this.#ended = true;
    for (const part of this.#parts.values()) part.end();
    this.#args.end();
    this.#opened.complete();
    this.#done.complete();
  }
}
