import type {
  ConnectionRestored,
  RestoredItem,
  RestoreReport,
  ServerEvent,
  Session,
  UnknownVariant,
} from '@rx-realtime/codecs';

/** A new session that is being given a conversation: what it was given and has not answered yet. */
export class Restoration {
  readonly #outstanding = new Set<string>();
  readonly #generation: number;
  #session: Session;
  #report: RestoreReport;
  #isConfigured: boolean;

  constructor(generation: number, session: Session, report: RestoreReport, isConfigured: boolean) {
    this.#generation = generation;
    this.#session = session;
    this.#report = report;
    this.#isConfigured = isConfigured;
  }

  /** The session has taken settings, and says what it is now. Returns whether that was waited for. */
  configured(session: Session | UnknownVariant): boolean {
    if (this.#isConfigured) return false;
    this.#isConfigured = true;
    if (session.type !== 'unknown') this.#session = session;
    return true;
  }

  get isDone(): boolean {
    return this.#isConfigured && this.#outstanding.size === 0;
  }

  gave(eventId: string): void {
    this.#outstanding.add(eventId);
  }

  /** The session has answered what gave it an item, or never will. */
  settle(eventId: string, itemId: string, refusal?: string): void {
    if (this.#outstanding.delete(eventId) && refusal !== undefined) this.#drop({ itemId, reason: refusal });
  }

  /** The session holds the conversation. */
  get event(): ConnectionRestored {
    return {
      type: 'connection.restored',
      generation: this.#generation,
      session: this.#session,
      report: this.#report,
    };
  }

  #drop(item: RestoredItem): void {
    const { exact, degraded, dropped, estimatedTokens } = this.#report;
    this.#report = {
      exact: exact.filter((itemId) => itemId !== item.itemId),
      degraded: degraded.filter(({ itemId }) => itemId !== item.itemId),
      dropped: [...dropped, item],
      estimatedTokens,
    };
  }
}

/** Why a server did not take an item; that it has it already is no refusal. */
export const refusalIn = (reply: ServerEvent | undefined): string | undefined =>
  reply?.type === 'error' && reply.error.code !== 'item_create_duplicate_item_id'
    ? `refused: ${reply.error.message}`
    : undefined;
