import { encodeAudio } from '../internal/audio.ts';
import { msOf } from '../internal/sampleRate.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { obfuscation } from '../scope/obfuscation.ts';
import { soundPieces } from './soundPieces.ts';
import { words } from '../internal/words.ts';
import type { Say } from '../script/reply.ts';
import type { ResponseTarget } from './responseTarget.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Step } from '../scope/play.ts';
import { assistantAudioTokens, textTokens } from '../state/tokens.ts';
import type { OutputItem } from './outputItem.ts';
import { place, announce, finish } from './outputItem.ts';

const byTime = (left: Step, right: Step): number => left.atMs - right.atMs;

/** Opens a message: spoken when there is sound for it, written without; an empty text makes one without content. */
export const openMessage = (
  target: ResponseTarget,
  outputIndex: number,
  { text, facts = [] }: Say,
  sound: Int16Array | undefined,
): OutputItem => {
  const { ids, emit, random, settings } = target.scope;
  const { timing } = settings;
  const id = ids.item();
  const at = { ...place(target, id, outputIndex), content_index: 0 };
  const stored: { -readonly [K in keyof StoredItem]: StoredItem[K] } = {
    id,
    wire: { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] },
    audioMs: 0,
    spoken: sound !== undefined,
  };
  let sent = '';
  let sentSamples = 0;
  announce(target, outputIndex, stored);
  const msOfSound = sound ? msOf(sound.length) : 0;
  for (const { name, words: said = text } of facts) {
    const end = text.indexOf(said) + said.length;
    target.scope.tell({ itemId: id, name, endMs: (msOfSound * end) / Math.max(1, text.length) });
  }
  const part = (): JsonObject => (sound ? { type: 'audio', transcript: sent } : { type: 'text', text: sent });
  const content = (): JsonObject =>
    sound ? { type: 'output_audio', transcript: sent } : { type: 'output_text', text: sent };
  if (text !== '') emit('response.content_part.added', { ...at, part: part() });

  const say = (type: string, delta: string): boolean => {
    if (!target.spend({ text: textTokens(delta), audio: 0 })) return false;
    sent += delta;
    emit(type, { ...at, delta, obfuscation: obfuscation(random, delta) });
    return true;
  };
  const sing = (pcm: Int16Array): boolean => {
    if (!target.spend({ text: 0, audio: assistantAudioTokens(msOf(pcm.length)) })) return false;
    sentSamples += pcm.length;
    stored.audioMs = msOf(sentSamples);
    stored.sounds = sound && [sound.subarray(0, sentSamples)];
    target.spoke(msOf(pcm.length));
    emit('response.output_audio.delta', { ...at, delta: encodeAudio(pcm, target.format) });
    return true;
  };

  const pieces = words(text);
  const written = (): Step[] =>
    pieces.map((delta, index) => ({
      atMs: index * timing.textDeltaMs,
      run: () => say('response.output_text.delta', delta),
    }));
  const spoken = (pcm: Int16Array): Step[] => {
    const generationMs = msOf(pcm.length) / timing.audioSpeed;
    // Words run ahead of the sound, as they do on the wire.
    const transcript = pieces.map((delta, index) => ({
      atMs: (0.7 * generationMs * index) / pieces.length,
      run: () => say('response.output_audio_transcript.delta', delta),
    }));
    let generated = 0;
    const audio = soundPieces(pcm).map((piece) => {
      generated += piece.length;
      return { atMs: msOf(generated) / timing.audioSpeed, run: () => sing(piece) };
    });
    return [...transcript, ...audio].sort(byTime);
  };

  return {
    kind: 'message',
    steps: sound ? spoken(sound) : written(),
    close: (status, phase) => {
      if (text !== '') {
        if (sound) {
          emit('response.output_audio.done', at);
          emit('response.output_audio_transcript.done', { ...at, transcript: sent });
        } else emit('response.output_text.done', { ...at, text: sent });
        emit('response.content_part.done', { ...at, part: part() });
      }
      const said = { status, content: text === '' ? [] : [content()] };
      stored.wire = { ...stored.wire, ...said, ...(target.namesPhases && { phase }) };
      // What was never sent need not be kept.
      if (sound && sentSamples < sound.length) stored.sounds = [sound.slice(0, sentSamples)];
      return finish(target, outputIndex, stored);
    },
  };
};
