import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Recording } from './recording.ts';
import { call, fail, say } from '../script/reply.ts';
import type { Reply } from '../script/reply.ts';
import type { Responder } from '../script/responder.ts';
import { scriptedDialogue } from '../script/scriptedDialogue.ts';
import type { Transcribe } from '../script/transcribe.ts';

/** Both sides of a recorded conversation as scripts. */
export interface Dialogue {
  /** Says and calls what the assistant said and called. */
  readonly responder: Responder;
  /** Understands what the users were understood to say. */
  readonly transcribe: Transcribe;
}

const text = (value: unknown, key: string): string | undefined =>
  isObject(value) && typeof value[key] === 'string' ? value[key] : undefined;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const replyOf = (item: unknown): readonly Reply[] => {
  if (!isObject(item)) return [];
  if (item['type'] === 'function_call')
    return [call(text(item, 'name') ?? '', text(item, 'arguments') ?? '')];
  if (item['type'] !== 'message') return [];
  const said = list(item['content']).map((part) => text(part, 'transcript') ?? text(part, 'text') ?? '');
  return [say(said.join(' '))];
};

const repliesOf = (response: JsonObject): readonly Reply[] => {
  const replies = list(response['output']).flatMap(replyOf);
  const details = response['status_details'];
  const error = isObject(details) && response['status'] === 'failed' ? details['error'] : undefined;
  if (!isObject(error)) return replies;
  const [code, message, type] = [text(error, 'code') ?? null, text(error, 'message'), text(error, 'type')];
  return [
    ...replies,
    fail({ code, ...(message !== undefined && { message }), ...(type !== undefined && { type }) }),
  ];
};

/**
 * Turns a recording into scripts: the assistant's replies in order, and the users' words in order of their turns.
 *
 * Unlike a replay it is free of the recorded timing and ids, so another client can hold the conversation anew.
 *
 * @param recording one connection's events; several are taken one after the other
 *
 * @example
 * import { dialogueFromRecording, parseRecording } from '@rx-realtime/simulator';
 *
 * const message = { type: 'message', content: [{ type: 'output_text', text: 'Hello!' }] };
 * const event = { type: 'response.done', response: { status: 'completed', output: [message] } };
 * const recording = parseRecording(JSON.stringify({ connection: 1, from: 'server', timeMs: 0, event }));
 * const turn = { transcript: '', functionOutputs: [], items: [], instructions: '', tools: [], index: 0 };
 * const { responder } = dialogueFromRecording(recording);
 * console.log(responder({ ...turn, toolChoice: 'auto', modality: 'text', metadata: null, outOfBand: false }));
 * // prints: [ { _tag: 'Say', text: 'Hello!' } ]
 */
export function dialogueFromRecording(recording: Recording): Dialogue {
  const server = recording.flatMap(({ from, event }) => (from === 'server' && event ? [event] : []));
  const responses = server
    .filter(({ type }) => type === 'response.done')
    .map(({ response }) => (isObject(response) ? repliesOf(response) : []));
  const turns = server
    .filter(({ type }) => type === 'input_audio_buffer.committed')
    .map((event) => text(event, 'item_id'));
  const words = new Map(
    server
      .filter(({ type }) => type === 'conversation.item.input_audio_transcription.completed')
      .map((event) => [text(event, 'item_id'), text(event, 'transcript')]),
  );
  return {
    responder: responses.length > 0 ? scriptedDialogue(responses.map((replies) => [...replies])) : () => [],
    transcribe: ({ index }) => words.get(turns[index]),
  };
}
