import type {
  RealtimeResponse,
  ResponseFunctionCallArgumentsDone,
  ServerEvent,
  SoundFormats,
} from '@rx-realtime/codecs';
import { ResponseStreamError } from '../responseStreamError.ts';
import type { InterruptionReason } from '../responseOutcome.ts';
import type { ResponseStream } from '../responseStream.ts';
import type { FoldContext } from './FoldContext.ts';
import { declaredFormats, RecentIds } from '@rx-realtime/codecs';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { NextObserver } from 'rxjs';
import { ResponseFold } from './ResponseFold.ts';
import { SessionLife } from './SessionLife.ts';
import { isResponseEvent } from './responseEvents.ts';
import type { PlacedArguments } from './responseEvents.ts';

/** Enough to recognise the stragglers of any response a server may still be sending for. */
const rememberedResponses = 256;

/** Brings each event to the response it belongs to. Holds the responses that are open, and the ids of recent ones. */
export class ResponsesFold {
  readonly #session = new SessionLife();
  #formats: SoundFormats | undefined;
  readonly #open = new Map<string, ResponseFold>();
  readonly #ended = new RecentIds(rememberedResponses);
  readonly #maxOpenResponses: number;
  readonly #context: FoldContext;
  readonly #output: NextObserver<ResponseStream>;

  /** @param output gets each response as it begins */
  constructor(maxOpenResponses: number, context: FoldContext, output: NextObserver<ResponseStream>) {
    this.#maxOpenResponses = maxOpenResponses;
    this.#context = context;
    this.#output = output;
  }

  next(event: ServerEvent): void {
    if (isResponseEvent(event)) {
      const placed = event.type === 'response.function_call_arguments.done' ? this.#place(event) : event;
      if (placed) this.#fold(placed.response_id, placed, (response) => response.accept(placed));
      else this.#context.warn({ _tag: 'HomelessEvent', eventType: event.type });
    } else if (event.type === 'response.created') {
      this.#fold(
        event.response.id,
        event,
        () => true,
        event.response,
        declaredFormats(event, this.#formats).output,
      );
    } else if (event.type === 'response.done') {
      const { id } = event.response;
      this.#fold(id, event, (response) => {
        this.#close(id);
        response.end(event);
        return true;
      });
    } else if (event.type === 'connection.lost') {
      this.#session.lost();
      this.interruptAll('connection_lost', event.outcome);
    } else if (event.type === 'connection.restored') {
      this.#formats = declaredFormats(event, this.#formats);
      this.#session.restored();
    } else if (event.type === 'session.updated') {
      this.#formats = declaredFormats(event, this.#formats);
    } else if (event.type === 'session.created') {
      this.#formats = declaredFormats(event);
      this.#session.replaced();
      this.interruptAll('session_replaced');
    }
  }

  /** Ends what is open, with the source. */
  end(reason: InterruptionReason, cause?: unknown): void {
    this.interruptAll(reason, cause);
    this.#session.end();
  }

  interruptAll(reason: InterruptionReason, cause?: unknown): void {
    for (const [id, response] of this.#open) {
      this.#close(id);
      response.interrupt(reason, cause);
    }
  }

  /** Where a call's arguments belong that name the call alone: to the response that knows it, or to the only one. */
  #place(event: ResponseFunctionCallArgumentsDone): PlacedArguments | undefined {
    const { response_id, item_id, call_id } = event;
    if (typeof response_id === 'string' && typeof item_id === 'string')
      return { ...event, response_id, item_id };
    const open = [...this.#open];
    const [owner] = open.filter(([, response]) => response.itemOfCall(call_id) !== undefined);
    const [responseId, response] = owner ?? (open.length === 1 ? open : []).at(0) ?? [];
    if (responseId === undefined) return undefined;
    return {
      ...event,
      response_id: responseId,
      item_id: item_id ?? response?.itemOfCall(call_id) ?? call_id,
    };
  }

  #fold(
    responseId: string,
    { type: eventType, event_id }: { readonly type: string; readonly event_id?: string },
    accept: (response: ResponseFold) => boolean,
    created?: RealtimeResponse,
    format?: SoundFormat,
  ): void {
    if (this.#ended.has(responseId)) {
      this.#context.warn({ _tag: 'LateEvent', responseId, eventType });
      return;
    }
    const response = this.#open.get(responseId) ?? this.#begin(responseId, created, format);
    if (event_id && response.knows(event_id)) {
      this.#context.warn({ _tag: 'DuplicateEvent', responseId, eventType });
      return;
    }
    try {
      if (!accept(response)) this.#context.warn({ _tag: 'LateEvent', responseId, eventType });
    } catch (error) {
      if (!(error instanceof ResponseStreamError)) throw error;
      this.#close(responseId);
      response.fail(error);
    }
  }

  #begin(responseId: string, created: RealtimeResponse | undefined, format?: SoundFormat): ResponseFold {
    const spoken = format ?? this.#formats?.output ?? { type: 'audio/pcm' };
    const oldest = this.#open.size >= this.#maxOpenResponses ? this.#open.entries().next().value : undefined;
    if (oldest) {
      this.#close(oldest[0]);
      oldest[1].interrupt('too_many_open');
    }
    const response = new ResponseFold(responseId, created, spoken, this.#session.state$, this.#context);
    this.#open.set(responseId, response);
    this.#output.next(response.stream);
    return response;
  }

  #close(responseId: string): void {
    this.#open.delete(responseId);
    this.#ended.add(responseId);
  }
}
