import type { ServerEvent } from '@rx-realtime/codecs';
import type { ConversationEntry } from '@rx-realtime/responses/conversation';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Ears } from './sound/Ears.ts';
import type { Fate } from './Fate.ts';
import type { KeptLedger } from './KeptLedger.ts';

/** What is asked whether anything is going on. */
export interface QuietParts {
  readonly kept: KeptLedger;
  readonly ears: Ears;
  readonly fate: Fate;
}

/** Whether anything is going on that a change of sessions would cut. */
export class Quiet {
  readonly #parts: QuietParts;
  readonly #running = new Set<string>();

  constructor(parts: QuietParts) {
    this.#parts = parts;
  }

  follow(event: ServerEvent): void {
    if (event.type === 'response.created') this.#running.add(event.response.id);
    else if (event.type === 'response.done') this.#running.delete(event.response.id ?? '');
    else if (event.type === 'connection.lost') this.#running.clear();
  }

  /** Nobody speaks, nobody answers, nothing is on its way, and every word is known. */
  get isNow(): boolean {
    return this.#running.size === 0 && !this.isOwed && this.#parts.fate.isSettled && !this.#awaitsWords();
  }

  /** Whether a turn, an answer, a confirmation or an output is still to come. */
  get isOwed(): boolean {
    const { kept, ears } = this.#parts;
    const { owed, delivery, calls, conversation } = kept.ledger;
    return (
      owed.turn !== undefined ||
      owed.answer !== undefined ||
      delivery.length > 0 ||
      ears.owed.isTurn ||
      ears.owed.borders.length > 0 ||
      [...calls.values()].some(({ isAnswered }) => !isAnswered) ||
      ears.turnsWithoutItem(conversation).length > 0
    );
  }

  /** Whether the words of a turn are still being written down. */
  #awaitsWords(): boolean {
    const { session, conversation } = this.#parts.kept.ledger;
    return isTranscribed(session) && conversation.entries.some(isUnwritten);
  }
}

const isTranscribed = (session: Ledger['session']): boolean => {
  const input = session && 'audio' in session ? session.audio?.input : undefined;
  return input !== undefined && input !== null && 'transcription' in input && input.transcription != null;
};

const isUnwritten = ({ item, transcription }: ConversationEntry): boolean =>
  item.type === 'message' &&
  item.role === 'user' &&
  (transcription === 'partial' ||
    (transcription === undefined &&
      item.content.some((part) => part.type === 'input_audio' && !part.transcript)));
