import type { SoundFormat } from '@rx-realtime/pcm';
import type { FunctionCallItem, RealtimeResponse, ResponseDone, ServerItem } from '@rx-realtime/codecs';
import { filter, mergeMap, ReplaySubject } from 'rxjs';
import type { Observable } from 'rxjs';
import { ResponseStreamError } from '../responseStreamError.ts';
import { outcomeOf } from '../responseOutcome.ts';
import type { InterruptionReason, ResponseOutcome } from '../responseOutcome.ts';
import type { ItemStream, ResponseStream, SessionState } from '../responseStream.ts';
import { contentStreams } from './contentStreams.ts';
import type { FoldContext } from './FoldContext.ts';
import { ItemFold } from './ItemFold.ts';
import { itemIdOf, itemTypeOf, RecentIds } from '@rx-realtime/codecs';
import type { ResponseEvent } from './responseEvents.ts';
import { textBytes } from '../../internal/TextReplay.ts';

const isFinishedCall = (item: ServerItem): item is Extract<ServerItem, FunctionCallItem> =>
  item.type === 'function_call' && (item.status ?? 'completed') === 'completed';

/** The kind of call that an event with this type is about, if it is about one. */
const callTypeOf = (eventType: string): string | undefined =>
  /^response\.(function_call|mcp_call)_/.exec(eventType)?.[1];

/** A block of sound is kept as its event. An estimate, for V8. */
const audioBytes = (base64: string): number => base64.length + 256;

/** A repetition comes within a few frames of the original. */
const rememberedEvents = 4096;

/** One response while it grows. */
export class ResponseFold {
  readonly stream: ResponseStream;
  readonly #events = new RecentIds(rememberedEvents);
  readonly #items = new Map<string, ItemFold>();
  readonly #opened = new ReplaySubject<ItemStream>();
  readonly #done = new ReplaySubject<ResponseOutcome>(1);
  readonly #responseId: string;
  readonly #audioFormat: SoundFormat;
  readonly #context: FoldContext;
  #bytes = 0;
  #partCount = 0;

  constructor(
    responseId: string,
    created: RealtimeResponse | undefined,
    audioFormat: SoundFormat,
    session$: Observable<SessionState>,
    context: FoldContext,
  ) {
    const { hold } = context;
    this.#responseId = responseId;
    this.#audioFormat = audioFormat;
    this.#context = context;
    const items$ = hold(this.#opened);
    this.stream = {
      responseId,
      conversationId: created?.conversation_id,
      created,
      items$,
      ...contentStreams(items$),
      functionCalls$: items$.pipe(mergeMap((item) => item.done$.pipe(filter(isFinishedCall)))),
      done$: hold(this.#done),
      session$,
    };
  }

  /** Whether this event came before; from now on it did. */
  knows(eventId: string): boolean {
    return !this.#events.add(eventId);
  }

  /** The item that is this call. */
  itemOfCall(callId: string): string | undefined {
    for (const [itemId, item] of this.#items) if (item.callId === callId) return itemId;
    return undefined;
  }

  /** Takes one event of this response; false when what it belongs to has ended. Throws `ResponseStreamError` on overflow. */
  accept(event: ResponseEvent): boolean {
    const item = this.#item(event);
    if (item.isEnded) return false;
    switch (event.type) {
      case 'response.output_item.added':
        return true;
      case 'response.output_item.done':
        item.end(event.item);
        return true;
      case 'response.function_call_arguments.delta':
        this.#grow(textBytes(event.delta), item);
        return item.pushArguments(event.delta, { call_id: event.call_id });
      case 'response.mcp_call_arguments.delta':
        this.#grow(textBytes(event.delta), item);
        return item.pushArguments(event.delta, {});
      case 'response.function_call_arguments.done':
        item.endArguments(event.arguments, { call_id: event.call_id, name: event.name });
        return true;
      case 'response.mcp_call_arguments.done':
        item.endArguments(event.arguments);
        return true;
      case 'response.content_part.added':
        this.#part(item, event.content_index, event.part.type ?? 'text');
        return true;
      case 'response.content_part.done':
        this.#part(item, event.content_index, event.part.type ?? 'text').end(event.part);
        return true;
      case 'response.output_text.delta':
        this.#grow(textBytes(event.delta));
        return this.#part(item, event.content_index, 'text').push('text', event.delta);
      case 'response.output_text.done':
        this.#part(item, event.content_index, 'text').endText('text', event.text);
        return true;
      case 'response.output_audio_transcript.delta':
        this.#grow(textBytes(event.delta));
        return this.#part(item, event.content_index, 'audio').push('transcript', event.delta);
      case 'response.output_audio_transcript.done':
        this.#part(item, event.content_index, 'audio').endText('transcript', event.transcript);
        return true;
      case 'response.output_audio.delta':
        this.#grow(audioBytes(event.delta));
        return this.#part(item, event.content_index, 'audio').pushAudio(event);
      default: // response.output_audio.done
        this.#part(item, event.content_index, 'audio').endAudio();
        return true;
    }
  }

  /** Ends the response with the server's last word, which wins over what was pieced together. */
  end(event: ResponseDone): void {
    const outcome = outcomeOf(event);
    event.response.output?.forEach((item, outputIndex) => {
      this.#itemAt(item, outputIndex).end(item);
    });
    this.#close(outcome);
  }

  /** Ends the response without the server's last word. */
  interrupt(reason: InterruptionReason, cause?: unknown): void {
    this.#close({ status: 'interrupted', reason, cause });
  }

  /** Ends the response with an error of its own. */
  fail(error: ResponseStreamError): void {
    for (const item of this.#items.values()) item.fail(error);
    this.#opened.error(error);
    this.#done.next({ status: 'interrupted', reason: 'overflow', cause: error });
    this.#done.complete();
  }

  #close(outcome: ResponseOutcome): void {
    for (const item of this.#items.values()) item.abandon(outcome.status === 'completed');
    this.#opened.complete();
    this.#done.next(outcome);
    this.#done.complete();
  }

  #item(event: ResponseEvent): ItemFold {
    if ('item' in event) return this.#itemAt(event.item, event.output_index);
    const { item_id: itemId, output_index: outputIndex, type } = event;
    return this.#items.get(itemId) ?? this.#openItem(itemId, outputIndex, callTypeOf(type) ?? 'message');
  }

  #itemAt(item: ServerItem, outputIndex: number): ItemFold {
    return this.#openItem(itemIdOf(item) ?? `output_${outputIndex}`, outputIndex, itemTypeOf(item));
  }

  #openItem(itemId: string, outputIndex: number, itemType: string): ItemFold {
    const known = this.#items.get(itemId);
    if (known) return known;
    this.#checkItems();
    const address = { responseId: this.#responseId, itemId, outputIndex };
    const item = new ItemFold(address, itemType, this.#audioFormat, this.#context);
    this.#items.set(itemId, item);
    this.#opened.next(item.stream);
    return item;
  }

  #part(item: ItemFold, contentIndex: number, partType: string) {
    if (!item.hasPart(contentIndex)) {
      this.#checkItems();
      this.#partCount++;
    }
    return item.part(contentIndex, partType);
  }

  #checkItems(): void {
    const { maxItems } = this.#context.limits;
    if (this.#items.size + this.#partCount >= maxItems) throw this.#overflow('maxItems', maxItems);
  }

  #grow(bytes: number, item?: ItemFold): void {
    const { maxResponseBytes, maxArgumentsBytes } = this.#context.limits;
    this.#bytes += bytes;
    if (this.#bytes > maxResponseBytes) throw this.#overflow('maxResponseBytes', maxResponseBytes);
    if (item && item.argumentsLength * 2 + bytes > maxArgumentsBytes) {
      throw this.#overflow('maxArgumentsBytes', maxArgumentsBytes);
    }
  }

  #overflow(limit: string, value: number): ResponseStreamError {
    return new ResponseStreamError('response_overflow', this.#responseId, `more than ${limit} = ${value}`);
  }
}
