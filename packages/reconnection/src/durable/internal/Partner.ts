import { mergeSettings, withCredentials } from '@rx-realtime/codecs';
import type { ServerEvent, SessionCreated, SessionSettings } from '@rx-realtime/codecs';
import { realtimeLink } from '@rx-realtime/connection/link';
import type { RealtimeLink } from '@rx-realtime/connection/link';
import type { RealtimeSocketConfig } from '@rx-realtime/connection';
import { concat, defer, share } from 'rxjs';
import type { Observable, TimestampProvider } from 'rxjs';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import { infoOf } from './Endpoints.ts';
import { Mind } from './Mind.ts';
import type { MindParts } from './Mind.ts';
import { settingsWithin } from './settingsWithin.ts';

/** What a partner is made with. */
export interface PartnerParts extends Omit<MindParts, 'send'> {
  /** Which of the endpoints, from 0. */
  readonly place: number;
  /** What holds for the connections to every endpoint. */
  readonly limits: RealtimeSocketConfig;
  readonly session: DurableSocketConfig['session'];
  /** Numbers the sessions of the whole conversation. */
  readonly nextGeneration: () => number;
  readonly clock: TimestampProvider;
}

/** What is known of a session before anything is said in it. */
export interface PartnerSession {
  /** When the server says that it ends, seconds since the epoch. */
  readonly expiresAt: number | null | undefined;
  /** When it began, by the clock. */
  readonly bornMs: number;
}

/** Whom the conversation is held with: a link to one endpoint, and what its session knows. */
export class Partner {
  readonly place: number;
  readonly link: RealtimeLink;
  /** What its session knows. */
  mind: Mind;
  /** Everybody who listens shares one subscription of the link: whoever joins opens nothing. */
  readonly events$: Observable<ServerEvent>;
  generation = 0;
  /** Settings that the session was not sent as they were meant. */
  leftOut: readonly string[] = [];
  /** The session that there is; undefined while there is none. */
  session: PartnerSession | undefined;
  readonly #parts: PartnerParts;
  readonly #newMind: () => Mind;
  /** What `session` said for this connection. */
  #wish: SessionSettings = {};
  #sent: string | undefined;

  constructor(parts: PartnerParts) {
    const { place, endpoint, limits, nextGeneration } = parts;
    this.#parts = parts;
    this.place = place;
    const session: RealtimeSocketConfig['session'] = ({ generation }) => this.#configure(generation);
    this.link = realtimeLink({ ...limits, ...endpoint, session }, nextGeneration);
    const ready$ = defer(() => this.mind.prepare());
    this.events$ = concat(ready$, this.link.events$).pipe(share());
    this.#newMind = () => new Mind({ ...parts, send: (event) => this.link.accept(event) });
    this.mind = this.#newMind();
  }

  /** A session begins. Returns whether it is going to be given the conversation: it is not the first, and is readable. */
  begin({ session }: SessionCreated, isContinuation: boolean): boolean {
    const isReadable = session.type !== 'unknown';
    const expiresAt = 'expires_at' in session ? session.expires_at : undefined;
    this.session = { expiresAt, bornMs: this.#parts.clock.now() };
    if (!isContinuation || !isReadable) return false;
    this.mind.begin(this.generation, session, this.#sent === undefined);
    return true;
  }

  /** There is no session any more, nor what it knew. */
  end(): void {
    this.session = undefined;
    this.mind = this.#newMind();
  }

  /** Listens to a session that waits until it takes over: it knows the conversation, and nobody hears of it. */
  standBy(given: ServerEvent): void {
    const event = this.mind.understand(given);
    if (event?.type === 'session.updated') this.mind.restoration?.configured(event.session);
    if (event?.type === 'session.created' && this.begin(event, true)) this.mind.give();
  }

  /** From here on the conversation is held with this session: as `Mind.takeOver`, with the settings that hold by now. */
  takeOver(maxPrefixMs?: number): number {
    const settings = this.#settings();
    if (settings !== undefined && this.#sent !== JSON.stringify(settings)) {
      this.#sent = JSON.stringify(settings);
      this.mind.configure(settings);
    }
    return this.mind.takeOver(maxPrefixMs);
  }

  #configure(generation: number): SessionSettings | undefined {
    const { session, endpoint } = this.#parts;
    this.generation = generation;
    this.#wish =
      (typeof session === 'function' ? session({ endpoint: infoOf(endpoint), generation }) : session) ?? {};
    const settings = this.#settings();
    this.#sent = settings && JSON.stringify(settings);
    return settings;
  }

  /** What the session is to be by now: what was wished for, and what the client has changed since. */
  #settings(): SessionSettings | undefined {
    const { kept, endpoint } = this.#parts;
    // A store keeps no credentials.
    const wish = withCredentials(mergeSettings(this.#wish, kept.ledger.settings), this.#wish);
    const { settings, leftOut } = settingsWithin(wish, endpoint.dialect?.capabilities);
    this.leftOut = leftOut;
    return Object.keys(settings).length > 0 ? settings : undefined;
  }
}
