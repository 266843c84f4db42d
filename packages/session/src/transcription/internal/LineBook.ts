import type { ServerEvent } from '@rx-realtime/codecs';
import type { InputTranscript } from '@rx-realtime/responses';
import type { SoundSpan, TranscriptLine } from '../transcriptLine.ts';

type Session = Extract<ServerEvent, { readonly type: 'session.updated' }>['session'];

/** What a detector adds to speech at both its ends. */
interface Padding {
  readonly beforeMs: number;
  readonly afterMs: number;
}

const nothing: Padding = { beforeMs: 0, afterMs: 0 };

/** The defaults that are documented for `server_vad`; servers say what they use. */
const documented = { beforeMs: 300, afterMs: 500 };

/** Lines in the order of their items, as events tell of them. */
export class LineBook {
  lines: readonly TranscriptLine[] = [];
  /** Items in which nobody spoke. */
  readonly #silent = new Set<string>();
  readonly #spans: SoundSpan[] = [];
  #padding = nothing;
  #isDetecting = false;
  /** Where the turn before has ended, with its silence. */
  #lastEndMs = 0;

  /** The client has committed this, and nobody else will say where it is. */
  commit(span: SoundSpan): void {
    this.#spans.push(span);
  }

  /** Whether the event has changed a line. */
  hear(event: ServerEvent): boolean {
    switch (event.type) {
      case 'session.created':
      case 'session.updated':
        this.#follow(event.session);
        return false;
      case 'input_audio_buffer.speech_started':
        return this.#begin(event.item_id, event.audio_start_ms ?? undefined);
      case 'input_audio_buffer.speech_stopped':
        return this.#end(event.item_id, event.audio_end_ms ?? undefined);
      case 'input_audio_buffer.committed':
        return this.#commit(event.item_id, event.previous_item_id ?? undefined);
      case 'input_audio_buffer.cleared':
        return this.#forget();
      default:
        return false;
    }
  }

  /** Whether the words have changed a line. */
  write({ itemId, text, status }: InputTranscript): boolean {
    if (this.#silent.has(itemId)) return false;
    this.#set({ ...this.#lineOf(itemId), text, status });
    return true;
  }

  #lineOf(itemId: string): TranscriptLine {
    const known = this.lines.find((line) => line.itemId === itemId);
    return known ?? { itemId, startMs: undefined, endMs: undefined, text: '', status: 'partial' };
  }

  #set(line: TranscriptLine, previousItemId?: string): void {
    const at = this.lines.findIndex(({ itemId }) => itemId === line.itemId);
    const others = this.lines.filter(({ itemId }) => itemId !== line.itemId);
    const previous = others.findIndex(({ itemId }) => itemId === previousItemId);
    const place = previous >= 0 ? previous + 1 : at >= 0 ? at : others.length;
    this.lines = [...others.slice(0, place), line, ...others.slice(place)];
  }

  #follow(session: Session): void {
    if (!('type' in session) || (session.type !== 'transcription' && session.type !== 'realtime')) return;
    const detection = session.audio?.input?.turn_detection;
    if (detection === undefined) return;
    this.#isDetecting = detection !== null;
    this.#padding =
      detection?.type === 'server_vad'
        ? {
            beforeMs: detection.prefix_padding_ms ?? documented.beforeMs,
            afterMs: detection.silence_duration_ms ?? documented.afterMs,
          }
        : nothing;
  }

  #begin(itemId: string, atMs: number | undefined): boolean {
    // What is padded cannot reach into the turn before: there the padding is shorter, nobody knows by how much.
    const isWhole = atMs !== undefined && atMs > this.#lastEndMs;
    const startMs = isWhole ? atMs + this.#padding.beforeMs : atMs;
    this.#set({ ...this.#lineOf(itemId), startMs });
    return true;
  }

  #end(itemId: string, atMs: number | undefined): boolean {
    const line = this.#lineOf(itemId);
    this.#lastEndMs = atMs ?? this.#lastEndMs;
    const endMs = atMs === undefined ? undefined : Math.max(line.startMs ?? 0, atMs - this.#padding.afterMs);
    this.#set({ ...line, endMs });
    return true;
  }

  #commit(itemId: string, previousItemId: string | undefined): boolean {
    const line = this.#lineOf(itemId);
    const isSpoken = line.startMs !== undefined || this.lines.some((known) => known.itemId === itemId);
    const span = line.endMs === undefined ? this.#spans.shift() : undefined;
    if (!isSpoken && this.#isDetecting) {
      this.#silent.add(itemId);
      return false;
    }
    this.#lastEndMs = Math.max(this.#lastEndMs, span?.endMs ?? 0);
    const startMs = line.startMs ?? span?.startMs;
    this.#set({ ...line, startMs, endMs: line.endMs ?? span?.endMs }, previousItemId);
    return true;
  }

  /** What was said and not committed is gone. */
  #forget(): boolean {
    const kept = this.lines.filter(
      ({ endMs, text, status }) => endMs !== undefined || text !== '' || status !== 'partial',
    );
    const isLess = kept.length < this.lines.length;
    this.lines = kept;
    return isLess;
  }
}
