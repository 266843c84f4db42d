import type { SimulatorEvent, Said } from '@rx-realtime/simulator';
import type { RehearsedCaption } from '../rehearsal.ts';
import { fieldsAt, isFields, textAt } from './fields.ts';

/** A line of the assistant while it grows. */
interface Answer {
  readonly atMs: number;
  text: string;
  /** Bytes of base64 that came of its sound. */
  soundLength: number;
  status: RehearsedCaption['status'];
}

interface UserLine {
  readonly atMs: number;
  readonly text: string;
  heard: string;
}

/** Follows a conversation on the wire and writes it down as lines. */
export interface Transcript {
  readonly said: (said: Said) => void;
  /** The service has understood this of what the user said. */
  readonly arrived: (words: string) => void;
  readonly follow: (event: SimulatorEvent) => void;
  /** @param heardMs what was heard of an item, in milliseconds */
  readonly captions: (heardMs: (itemId: string) => number) => readonly RehearsedCaption[];
}

const deltas = ['response.output_audio_transcript.delta', 'response.output_text.delta'];
/** Characters of base64 in a millisecond of sound, 24 kHz and PCM16. */
const charactersPerMs = 64;
/** How long a character takes to say. */
const msPerCharacter = 1_000 / 15;

/** The words of a text that can have been heard in this part of its sound. */
const firstPart = (text: string, part: number): string => {
  if (part >= 0.99) return text;
  const cut = text.slice(0, Math.round(text.length * part) + 1);
  return cut.slice(0, Math.max(0, cut.lastIndexOf(' ')));
};

const writtenText = (item: Readonly<Record<string, unknown>>): string => {
  const content = Array.isArray(item['content']) ? item['content'] : [];
  return content.map((part: unknown) => (isFields(part) ? textAt(part, 'text') : '')).join(' ');
};

export const createTranscript = (): Transcript => {
  const answers = new Map<string, Answer>();
  const users: UserLine[] = [];
  return {
    said: ({ atMs, text }) => users.push({ atMs, text, heard: '' }),
    arrived: (words) => {
      const line = users.at(-1);
      if (line && !line.heard.endsWith(words)) line.heard = `${line.heard} ${words}`.trim();
    },
    follow: ({ from, timeMs, event }) => {
      const item = fieldsAt(event, 'item');
      const type = textAt(event, 'type');
      if (from === 'client') {
        const text = item['role'] === 'user' ? writtenText(item) : '';
        if (type === 'conversation.item.create' && text !== '')
          users.push({ atMs: timeMs, text, heard: text });
        return;
      }
      if (type === 'response.output_item.added' && item['type'] === 'message')
        answers.set(textAt(item, 'id'), { atMs: timeMs, text: '', soundLength: 0, status: 'in_progress' });
      const answer = answers.get(textAt(event, 'item_id')) ?? answers.get(textAt(item, 'id'));
      if (answer === undefined) return;
      if (deltas.includes(type)) answer.text += textAt(event, 'delta');
      if (type === 'response.output_audio.delta') answer.soundLength += textAt(event, 'delta').length;
      if (type === 'response.output_item.done')
        answer.status = textAt(item, 'status') === 'completed' ? 'completed' : 'incomplete';
    },
    captions: (heardMs) => {
      const heardOf = (id: string, { text, soundLength, status }: Answer): string => {
        const receivedMs = soundLength / charactersPerMs;
        // The words of what did not come to its end ran ahead of its sound.
        const totalMs = Math.max(receivedMs, status === 'completed' ? 0 : text.length * msPerCharacter);
        return soundLength === 0 ? text : firstPart(text, heardMs(id) / totalMs);
      };
      const assistant = [...answers].map(([id, answer]) => ({
        atMs: answer.atMs,
        who: 'assistant' as const,
        text: answer.text,
        heard: heardOf(id, answer),
        status: answer.status,
      }));
      const user = users.map((line) => ({ ...line, who: 'user' as const, status: 'completed' as const }));
      return [...user, ...assistant].sort((left, right) => left.atMs - right.atMs);
    },
  };
};
