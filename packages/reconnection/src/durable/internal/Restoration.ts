import type {
  ConnectionRestored,
  RestoreReport,
  ServerEvent,
  Session,
  UnknownVariant,
} from '@rx-realtime/codecs';

/** What a session holds that was given nothing. */
export const emptyReport: RestoreReport = { exact: [], degraded: [], dropped: [], estimatedTokens: 0 };

/** A new session that is being given a conversation: what it was given and has not answered yet. */
export class Restoration {
  readonly #generation: number;
  readonly #outstanding = new Set<string>();
  /** Why items are not there that were given. */
  readonly #refused = new Map<string, string>();
  #session: Session;
  #report = emptyReport;
  /** How many settings were sent that the session has not confirmed. */
  #unconfigured: number;

  constructor(generation: number, session: Session, isConfigured: boolean) {
    this.#generation = generation;
    this.#session = session;
    this.#unconfigured = isConfigured ? 0 : 1;
  }

  /** What the session is to hold. */
  intend(report: RestoreReport): void {
    this.#report = report;
  }

  configure(): void {
    this.#unconfigured += 1;
  }

  /** The session has taken settings, and says what it is now. Returns whether that was waited for. */
  configured(session?: Session | UnknownVariant): boolean {
    if (this.#unconfigured === 0) return false;
    this.#unconfigured -= 1;
    if (session && session.type !== 'unknown') this.#session = session;
    return true;
  }

  get isDone(): boolean {
    return this.#unconfigured === 0 && this.#outstanding.size === 0;
  }

  gave(eventId: string, itemId: string): void {
    this.#outstanding.add(eventId);
    this.#refused.delete(itemId);
  }

  /** The session has answered what gave it an item, or never will. */
  settle(eventId: string, itemId: string, refusal?: string): void {
    if (this.#outstanding.delete(eventId) && refusal !== undefined) this.#refused.set(itemId, refusal);
  }

  /** The session holds the conversation. */
  get event(): ConnectionRestored {
    const { exact, degraded, dropped, estimatedTokens } = this.#report;
    const refused = [...this.#refused].map(([itemId, reason]) => ({ itemId, reason }));
    return {
      type: 'connection.restored',
      generation: this.#generation,
      session: this.#session,
      report: {
        exact: exact.filter((itemId) => !this.#refused.has(itemId)),
        degraded: degraded.filter(({ itemId }) => !this.#refused.has(itemId)),
        dropped: [...dropped, ...refused],
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
