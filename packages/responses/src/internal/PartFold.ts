import { pcm16FromDelta } from '@rx-realtime/codecs';
import type { ResponseOutputAudioDelta } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import { mergeMap, ReplaySubject } from 'rxjs';
import type { Observable } from 'rxjs';
import { ResponseStreamError } from '../responseStreamError.ts';
import type { PartAddress, PartStream, ResponseAudio } from '../responseStream.ts';
import type { FoldContext } from './FoldContext.ts';
import { TextReplay } from './TextReplay.ts';

/** OpenAI speaks `audio/pcm` at this rate only. */
const PCM_SAMPLE_RATE_HZ = 24_000;

/** What a finished part holds, as far as the payload says. */
export interface PartContent {
  readonly text?: string | null;
  readonly transcript?: string | null;
}

/** One content part while it grows. */
export class PartFold {
  readonly stream: PartStream;
  private readonly text = new TextReplay();
  private readonly transcript = new TextReplay();
  readonly #audio = new ReplaySubject<ResponseOutputAudioDelta>();
  readonly #address: PartAddress;
  readonly #context: FoldContext;
  #audioEnded = false;

  constructor(address: PartAddress, partType: string, audioFormat: string, context: FoldContext) {
    const { hold } = context;
    this.#address = address;
    this.#context = context;
    this.stream = {
      ...address,
      partType,
      text$: hold(this.text.text$),
      textDelta$: hold(this.text.delta$),
      transcript$: hold(this.transcript.text$),
      transcriptDelta$: hold(this.transcript.delta$),
      audio$: hold(this.#decoded(audioFormat)),
    };
  }

  /** Adds a piece of text; false when that text has ended. */
  push(field: 'text' | 'transcript', piece: string): boolean {
    if (this[field].isEnded) return false;
    this[field].push(piece);
    return true;
  }

  /** Adds a block of sound; false when the sound has ended. */
  pushAudio(event: ResponseOutputAudioDelta): boolean {
    if (this.#audioEnded) return false;
    this.#audio.next(event);
    return true;
  }

  endText(field: 'text' | 'transcript', final?: string | null): void {
    const { length, value } = this[field];
    if (typeof final === 'string' && length > 0 && final !== value) {
      const { responseId, itemId } = this.#address;
      const lengths = { deltaLength: length, doneLength: final.length };
      this.#context.warn({ _tag: 'DoneMismatch', responseId, itemId, field, ...lengths });
    }
    this[field].end(final);
  }

  endAudio(): void {
    this.#audioEnded = true;
    this.#audio.complete();
  }

  end(content: PartContent = {}): void {
    this.endText('text', content.text);
    this.endText('transcript', content.transcript);
    this.endAudio();
  }

  fail(error: unknown): void {
    this.text.fail(error);
    this.transcript.fail(error);
    if (!this.#audioEnded) this.#audio.error(error);
    this.#audioEnded = true;
  }

  #decoded(audioFormat: string): Observable<ResponseAudio> {
    return this.#audio.pipe(
      mergeMap((event) => {
        if (audioFormat !== 'audio/pcm') {
          const message = `audio$ gives PCM16 samples, and this response speaks ${audioFormat}`;
          throw new ResponseStreamError('audio_format_unsupported', this.#address.responseId, message);
        }
        const pcm = this.#samplesOf(event);
        return pcm ? [{ ...this.#address, pcm, sampleRateHz: PCM_SAMPLE_RATE_HZ }] : [];
      }),
    );
  }

  #samplesOf(event: ResponseOutputAudioDelta): Int16Array | undefined {
    const decoded = pcm16FromDelta(event);
    if (E.isRight(decoded)) return decoded.right;
    this.#context.warn({
      _tag: 'UnreadableAudio',
      responseId: this.#address.responseId,
      eventType: event.type,
      code: decoded.left.problems[0]?.expected === 'base64' ? 'not_base64' : 'odd_length',
    });
    return undefined;
  }
}
