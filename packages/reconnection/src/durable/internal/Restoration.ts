import type { ConnectionRestored, RestoreReport, ServerEvent, Session } from '@rx-realtime/codecs';

/** A new session that is being given a conversation: what it was given and has not answered yet. */
export class Restoration {
  readonly #outstanding = new Map<string, string>();
  readonly #refused = new Map<string, string>();
  readonly #generation: number;
  #session: Session;
  readonly #report: RestoreReport;
  #isConfigured: boolean;

  constructor(generation: number, session: Session, report: RestoreReport, isConfigured: boolean) {
    this.#generation = generation;
    this.#session = session;
    this.#report = report;
    this.#isConfigured = isConfigured;
  }

  /** Whether the session has its settings. */
  get isConfigured(): boolean {
    return this.#isConfigured;
  }

  /** The session has taken its settings, and says what it is now. */
  configured(session: Session | undefined): void {
    this.#isConfigured = true;
    if (session !== undefined) this.#session = session;
  }

  get isDone(): boolean {
    return this.#isConfigured && this.#outstanding.size === 0;
  }

  gave(eventId: string, itemId: string): void {
    this.#outstanding.set(eventId, itemId);
  }

  /** The session has answered, or never will. */
  settle(eventId: string, refusal?: string): void {
    const itemId = this.#outstanding.get(eventId);
    if (itemId === undefined) return;
    this.#outstanding.delete(eventId);
    if (refusal !== undefined) this.#refused.set(itemId, refusal);
  }

  /** The session holds the conversation. */
  get event(): ConnectionRestored {
    const isThere = (itemId: string): boolean => !this.#refused.has(itemId);
    const { exact, degraded, dropped, estimatedTokens } = this.#report;
    return {
      type: 'connection.restored',
      generation: this.#generation,
      session: this.#session,
      report: {
        exact: exact.filter(isThere),
        degraded: degraded.filter(({ itemId }) => isThere(itemId)),
        dropped: [...dropped, ...Array.from(this.#refused, ([itemId, reason]) => ({ itemId, reason }))],
        estimatedTokens,
      },
    };
  }
}

/** Why a server did not take an item; that it has it already is no refusal. */
export const refusalIn = (reply: ServerEvent | undefined): string | undefined =>
  reply?.type === 'error' && reply.error.code !== 'item_create_duplicate_item_id'
    ? `refused: ${reply.error.message}`
    : undefined;
