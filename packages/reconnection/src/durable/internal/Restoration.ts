import type { ConnectionRestored, RestoreReport, ServerEvent, Session } from '@rx-realtime/codecs';

/** A new session that is being given a conversation: what it was given and has not answered yet. */
export class Restoration {
  readonly #outstanding = new Map<string, string>();
  readonly #refused = new Map<string, string>();
  readonly #generation: number;
  readonly #session: Session;
  readonly #report: RestoreReport;
  /** Whether the session has its settings. */
  isConfigured: boolean;

  constructor(generation: number, session: Session, report: RestoreReport, isConfigured: boolean) {
    this.#generation = generation;
    this.#session = session;
    this.#report = report;
    this.isConfigured = isConfigured;
  }

  get isDone(): boolean {
    return this.isConfigured && this.#outstanding.size === 0;
  }

  gave(eventId: string, itemId: string): void {
    this.#outstanding.set(eventId, itemId);
  }

  /** The session has answered, or never will: the item that it was about, if that was given here. */
  settle(eventId: string, refusal?: string): string | undefined {
    const itemId = this.#outstanding.get(eventId);
    if (itemId === undefined) return undefined;
    this.#outstanding.delete(eventId);
    if (refusal !== undefined) this.#refused.set(itemId, refusal);
    return itemId;
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
