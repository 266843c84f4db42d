import { encodeAudio, msOf } from '../internal/audioFormat.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { fragments, obfuscation, soundPieces, words } from './pieces.ts';
import type { ResponseTarget } from './responseTarget.ts';
import type { JsonObject } from '../shapes/shape.ts';
import type { Step } from '../core/play.ts';
import { assistantAudioTokens, textTokens } from '../state/usage.ts';

/** A message before a call in the same response is a commentary on what the assistant is about to do. */
type MessagePhase = 'commentary' | 'final_answer';

/** An item of a response between its `output_item.added` and its `output_item.done`. */
export interface OutputItem {
  readonly kind: 'message' | 'function_call' | 'mcp_call';
  /** The deltas and when they are due. */
  readonly steps: readonly Step[];
  /** Sends the closing events and returns the finished item; `phase` says what a message was for. */
  readonly close: (status: 'completed' | 'incomplete', phase: MessagePhase) => JsonObject;
}

/** The fields that say which item of which response an event is about. */
export const place = (target: ResponseTarget, itemId: string, outputIndex: number): JsonObject => ({
  response_id: target.responseId,
  item_id: itemId,
  output_index: outputIndex,
});

/** Announces a new item of a response. */
export const announce = (target: ResponseTarget, outputIndex: number, item: StoredItem): void => {
  target.scope.emit('response.output_item.added', {
    response_id: target.responseId,
    output_index: outputIndex,
    item: item.wire,
  });
  target.addItem(item);
};

/** Announces that an item of a response is finished. */
export const finish = (target: ResponseTarget, outputIndex: number, item: StoredItem): JsonObject => {
  const { wire } = target.finishItem(item);
  target.scope.emit('response.output_item.done', {
    response_id: target.responseId,
    output_index: outputIndex,
    item: wire,
  });
  return wire;
};

/** Opens a function call; its arguments come in pieces and are whole only in `.done`. */
export const openCall = (
  target: ResponseTarget,
  outputIndex: number,
  name: string,
  args: string,
): OutputItem => {
  const { ids, emit, random, settings } = target.scope;
  const id = ids.item();
  const callId = ids.call();
  const at = { ...place(target, id, outputIndex), call_id: callId };
  const wire = { id, type: 'function_call', status: 'in_progress', name, call_id: callId, arguments: '' };
  let sent = '';
  announce(target, outputIndex, { id, wire, audioMs: 0, spoken: false });
  return {
    kind: 'function_call',
    steps: fragments(args).map((delta, index) => ({
      atMs: index * settings.timing.textDeltaMs,
      run: () => {
        if (!target.spend({ text: textTokens(delta), audio: 0 })) return false;
        sent += delta;
        emit('response.function_call_arguments.delta', {
          ...at,
          delta,
          obfuscation: obfuscation(random, delta),
        });
        return true;
      },
    })),
    close: (status) => {
      emit('response.function_call_arguments.done', { ...at, name, arguments: sent });
      return finish(target, outputIndex, {
        id,
        wire: { ...wire, status, arguments: sent },
        audioMs: 0,
        spoken: false,
      });
    },
  };
};

const byTime = (left: Step, right: Step): number => left.atMs - right.atMs;

/** Opens a message: spoken when there is sound for it, written without; an empty text makes one without content. */
export const openMessage = (
  target: ResponseTarget,
  outputIndex: number,
  text: string,
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
