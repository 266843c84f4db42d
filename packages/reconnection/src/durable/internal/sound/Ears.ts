import type {
  ClientEvent,
  ConversationItemCreate,
  ServerEvent,
  Session,
  UnknownVariant,
} from '@rx-realtime/codecs';
import { bytesPerMs, defaultBytesPerMs, soundOf } from '@rx-realtime/connection/link';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { DurableSocketConfig } from '../../durableSocketConfig.ts';
import { KeptSound } from './KeptSound.ts';
import { OwedSound } from './OwedSound.ts';

/** What a detector takes to hear speech, in milliseconds. */
const detectionMs = 300;
/** How much sound before speech belongs to a turn, where the session does not say. */
const defaultPaddingMs = 300;

/** What the user says: kept until somebody has answered it, or its words are known. */
export class Ears {
  /** What nobody has answered yet. */
  readonly owed: OwedSound;
  /** Turns whose words are not known yet. */
  readonly kept: KeptSound;
  /** What a detector has to hear of the time before: the padding of a turn, and what it takes to hear one, in milliseconds. */
  prefixMs = defaultPaddingMs + detectionMs;
  /** What never grows old is an upload: it may be heard long after it was sent. */
  readonly #isUpload: boolean;

  constructor({
    maxOwedMs = 30_000,
    maxSoundBytes = 8 * 1024 * 1024,
    maxAudioAgeMs: maxAgeMs = 1_000,
  }: DurableSocketConfig) {
    this.#isUpload = maxAgeMs === Infinity;
    this.owed = new OwedSound({ maxOwedMs, tailMs: this.#isUpload ? maxOwedMs : this.prefixMs, maxAgeMs });
    this.kept = new KeptSound(maxSoundBytes);
  }

  /** Hears sound, or a border in it; returns how much of what was to be said again is lost, in milliseconds. */
  hear(event: ClientEvent, base64: string, ledger: Ledger): number {
    // Without a detector every sound since the last commit is the turn.
    if (isByHand(ledger) && base64 !== '' && !this.owed.isTurn) this.owed.begin(undefined);
    return this.owed.push(event, base64);
  }

  /** Follows the turns as the server tells them. */
  follow(event: ServerEvent, ledger: Ledger): void {
    switch (event.type) {
      case 'session.created':
      case 'session.updated':
        this.owed.bytesPerMs = bytesPerMs(event) ?? defaultBytesPerMs;
        this.prefixMs = paddingOf(event.session) + detectionMs;
        if (!this.#isUpload) this.owed.tailMs = this.prefixMs;
        return;
      case 'input_audio_buffer.speech_started':
        this.owed.begin(event.audio_start_ms ?? undefined);
        return;
      case 'input_audio_buffer.speech_stopped':
        this.owed.stop(event.audio_end_ms ?? undefined);
        return;
      case 'input_audio_buffer.committed':
        this.kept.keep(event.item_id, this.owed.end('commit', isByHand(ledger)));
        return;
      case 'input_audio_buffer.cleared':
        this.owed.end('clear', isByHand(ledger));
        return;
      case 'conversation.item.deleted':
      case 'conversation.item.input_audio_transcription.completed':
        this.kept.forget(event.item_id);
        return;
      default:
    }
  }

  /** The connection is gone, and this had not left yet; returns what of its sound is lost, in milliseconds. */
  disconnect(unsent: readonly ClientEvent[]): number {
    const unsentMs = unsent.reduce((sum, event) => sum + this.owed.msOf(soundOf(event) ?? ''), 0);
    return this.owed.disconnect(unsentMs);
  }

  /** Turns that were committed just before a cut: their items were never told, their sound is there. */
  turnsWithoutItem(conversation: ConversationSnapshot): readonly ConversationItemCreate[] {
    return this.kept.itemIds.flatMap((id): ConversationItemCreate[] => {
      const audio = conversation.find(id) === undefined ? this.kept.of(id) : undefined;
      if (audio === undefined) return [];
      const content = [{ type: 'input_audio', audio }] as const;
      return [{ type: 'conversation.item.create', item: { type: 'message', role: 'user', id, content } }];
    });
  }
}

/** Whether turns are committed by hand, without a detector. */
const isByHand = ({ session }: Ledger): boolean =>
  session?.type === 'realtime' && session.audio?.input?.turn_detection === null;

/** How much sound before speech belongs to a turn. */
const paddingOf = (session: Session | UnknownVariant): number => {
  const detection = session.type === 'realtime' ? session.audio?.input?.turn_detection : undefined;
  const padding = detection && 'prefix_padding_ms' in detection ? detection.prefix_padding_ms : undefined;
  return padding ?? defaultPaddingMs;
};
