import { speechReader } from '@rx-realtime/codecs';
import type { ResponseOutputAudioDelta, SpeechAddress, SpeechBlock } from '@rx-realtime/codecs';
import { isG711 } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import { Observable, ReplaySubject } from 'rxjs';
import { ResponseStreamError } from '../responseStreamError.ts';
import type { PartStream } from '../responseStream.ts';
import type { FoldContext } from './FoldContext.ts';
import { TextReplay } from '../../internal/TextReplay.ts';

/** What a finished part holds, as far as the payload says. */
export interface PartContent {
  readonly text?: string | null;
  readonly transcript?: string | null;
}

/** One content part while it grows. */
export class PartFold {
  readonly stream: PartStream;
  readonly #texts = { text: new TextReplay(), transcript: new TextReplay() };
  readonly #audio = new ReplaySubject<ResponseOutputAudioDelta>();
  readonly #address: SpeechAddress;
  readonly #context: FoldContext;
  #audioEnded = false;

  constructor(address: SpeechAddress, partType: string, audioFormat: SoundFormat, context: FoldContext) {
    const { hold } = context;
    const { text, transcript } = this.#texts;
    this.#address = address;
    this.#context = context;
    this.stream = {
      ...address,
      partType,
      text$: hold(text.text$),
      textDelta$: hold(text.delta$),
      transcript$: hold(transcript.text$),
      transcriptDelta$: hold(transcript.delta$),
      audio$: hold(this.#decoded(audioFormat)),
    };
  }

  /** Adds a piece of text; false when that text has ended. */
  push(field: 'text' | 'transcript', piece: string): boolean {
    if (this.#texts[field].isEnded) return false;
    this.#texts[field].push(piece);
    return true;
  }

  /** Adds a block of sound; false when the sound has ended. */
  pushAudio(event: ResponseOutputAudioDelta): boolean {
    if (this.#audioEnded) return false;
    this.#audio.next(event);
    return true;
  }

  endText(field: 'text' | 'transcript', final?: string | null): void {
    const { length, value } = this.#texts[field];
    if (typeof final === 'string' && length > 0 && final !== value) {
      const { responseId, itemId } = this.#address;
      const lengths = { deltaLength: length, doneLength: final.length };
      this.#context.warn({ _tag: 'DoneMismatch', responseId, itemId, field, ...lengths });
    }
    this.#texts[field].end(final);
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
    this.#texts.text.fail(error);
    this.#texts.transcript.fail(error);
    if (!this.#audioEnded) this.#audio.error(error);
    this.#audioEnded = true;
  }

  /** Each subscriber has a reader of its own, and so samples of its own. */
  #decoded(audioFormat: SoundFormat): Observable<SpeechBlock> {
    return new Observable((subscriber) => {
      if (audioFormat.type !== 'audio/pcm' && !isG711(audioFormat.type)) {
        const message = `audio$ gives samples of audio/pcm, pcmu and pcma, and this response speaks ${audioFormat.type}`;
        const error = new ResponseStreamError('audio_format_unsupported', this.#address.responseId, message);
        return this.#audio.subscribe({
          next: () => subscriber.error(error),
          error: (failure) => subscriber.error(failure),
          complete: () => subscriber.complete(),
        });
      }
      const reader = speechReader(audioFormat, ({ event, code }) =>
        this.#context.warn({
          _tag: 'UnreadableAudio',
          responseId: this.#address.responseId,
          eventType: event.type,
          code,
        }),
      );
      return this.#audio.subscribe({
        next: (event) => {
          const block = reader.read(event);
          if (block) subscriber.next({ ...block, ...this.#address });
        },
        error: (failure) => {
          reader.endAll();
          subscriber.error(failure);
        },
        complete: () => {
          reader.endAll();
          subscriber.complete();
        },
      });
    });
  }
}
