import { EMPTY, Subject, concat, concatMap, defer, from, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { decodeAudio, encodeAudio } from '../internal/audio.ts';
import { msOf, sampleRateHz } from '../internal/sampleRate.ts';
import { createInputAudioBuffer } from '../ears/inputAudioBuffer.ts';
import { soundPieces } from '../response/soundPieces.ts';
import { words } from '../internal/words.ts';
import { bufferFull, invalidValue, refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { expiresAt } from '../scope/expiresAt.ts';
import type { Scope } from '../scope/scope.ts';
import type { ServerSession } from './serverSession.ts';
import { translationSession } from '../shapes/session.ts';
import { applyUpdate, translationBases } from '../state/applyUpdate.ts';
import { initialTranslation } from '../state/initialSession.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { play } from '../scope/play.ts';
import type { Step } from '../scope/play.ts';
import { createTurnDetector } from '../ears/turnDetector.ts';

const accepted = ['session.update', 'session.input_audio_buffer.append', 'session.close'];
const pcm = { type: 'audio/pcm', rate: sampleRateHz } as const;
/** The engine ends a phrase where the speaker pauses this long. */
const phrasePauseMs = 300;
/** Silence before a phrase that is kept; more of it serves nobody. */
const keptSilenceMs = 30_000;

/**
 * A translation session: what `/v1/realtime/translations` is. There are no turns on the wire; the simulator finds
 * phrases in the sound and says each in the other language while the next is being spoken.
 */
export const openTranslation = (scope: Scope, model: string, setup: JsonObject): ServerSession => {
  const { timing, transcribe, translate, speak, detectorOf } = scope.settings;
  let session = applyUpdate(
    initialTranslation(scope.ids.session(), model, expiresAt(scope.settings)),
    setup,
    translationBases,
  );
  const buffer = createInputAudioBuffer();
  const phrases$ = new Subject<Observable<unknown>>();
  let phrases = 0;
  let isClosing = false;
  const detector = createTurnDetector({
    threshold: 0.5,
    prefixPaddingMs: 0,
    silenceDurationMs: () => phrasePauseMs,
    startMs: 0,
    detectorOf,
  });
  scope.during(phrases$.pipe(concatMap((phrase) => phrase)));
  scope.emit('session.created', { session });

  const elapsed = (): number => Math.round(buffer.positionMs());
  const deltas = (type: string, text: string): readonly Step[] =>
    words(text).map((delta, index) => ({
      atMs: index * timing.textDeltaMs,
      run: () => {
        scope.emit(type, { delta, elapsed_ms: elapsed() });
        return true;
      },
    }));
  const sounds = (sound: Int16Array): readonly Step[] => {
    let generated = 0;
    return soundPieces(sound).map((piece) => {
      generated += piece.length;
      const run = (): boolean => {
        scope.emit('session.output_audio.delta', {
          delta: encodeAudio(piece, pcm),
          sample_rate: sampleRateHz,
          channels: 1,
          format: 'pcm16',
          elapsed_ms: elapsed(),
        });
        return true;
      };
      return { atMs: msOf(generated) / timing.audioSpeed, run };
    });
  };

  const phrase = (sound: Int16Array): Observable<unknown> => {
    const info = {
      pcm: sound,
      sampleRateHz,
      durationMs: Math.round(msOf(sound.length)),
      itemId: '',
      index: phrases++,
    };
    const heard = transcribe(info);
    if (heard === undefined) return EMPTY;
    return defer(() => {
      const { language } = session.audio.output;
      const translated = translate(heard, language);
      const input =
        session.audio.input.transcription === null ? [] : deltas('session.input_transcript.delta', heard);
      const spoken = speak(translated);
      return concat(
        play(input, scope.settings),
        play(deltas('session.output_transcript.delta', translated), scope.settings),
        (spoken instanceof Promise ? from(spoken) : of(spoken)).pipe(
          concatMap((pieces) => play(sounds(pieces), scope.settings)),
        ),
      );
    });
  };

  const append = (event: JsonObject): Refusal | undefined => {
    const sound = decodeAudio(String(event['audio']), pcm);
    if (sound === undefined)
      return refusal('invalid_value', "Invalid 'audio'. Expected base64-encoded PCM16.", 'audio');
    if (!buffer.append(sound)) return bufferFull(buffer.bufferedMs());
    for (const { edge, audioMs } of detector.feed(sound))
      if (edge === 'stopped') phrases$.next(phrase(buffer.takeBetween(buffer.startMs(), audioMs)));
    if (!detector.isSpeaking()) buffer.keepNewest(keptSilenceMs);
    return undefined;
  };

  const close = (): undefined => {
    isClosing = true;
    if (detector.isSpeaking()) phrases$.next(phrase(buffer.take()));
    phrases$.next(
      defer(() => {
        scope.emit('session.closed', {});
        scope.close(1000, '');
        return EMPTY;
      }),
    );
    return undefined;
  };

  const update = (event: JsonObject): Refusal | undefined => {
    const change = event['session'];
    const offence = translationSession(change, 'session');
    if (offence) return offence;
    session = applyUpdate(session, isObject(change) ? change : {}, translationBases);
    scope.emit('session.updated', { session });
    return undefined;
  };

  return {
    receive: (event) => {
      if (isClosing) return refusal('invalid_value', 'The session is being closed.', 'type');
      const type = String(event['type']);
      if (type === 'session.update') return update(event);
      if (type === 'session.input_audio_buffer.append') return append(event);
      return type === 'session.close' ? close() : invalidValue('type', type, accepted);
    },
    end: () => detector.free(),
  };
};
