import { ReplaySubject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { SessionState } from '../responseStream.ts';

/** Follows the session that the open responses belong to, by what the socket and the server say of it. */
export class SessionLife {
  #state: SessionState = 'live';
  #states = statesFrom(this.#state);

  /** The current session; the one that follows it has another. */
  get state$(): Observable<SessionState> {
    return this.#states.asObservable();
  }

  lost(): void {
    this.#enter('lost');
  }

  restored(): void {
    this.#enter('live');
  }

  /** A new session has begun: what belonged to the one before will not come back. */
  replaced(): void {
    const before = this.#states;
    this.#state = 'live';
    this.#states = statesFrom(this.#state);
    before.next('replaced');
    before.complete();
  }

  /** There will be no more news: a session that is lost stays so. */
  end(): void {
    if (this.#state === 'lost') this.#enter('replaced');
    this.#states.complete();
  }

  #enter(state: SessionState): void {
    this.#state = state;
    this.#states.next(state);
  }
}

/** The newest state, also for those who come when there is no more news. */
const statesFrom = (state: SessionState): ReplaySubject<SessionState> => {
  const states = new ReplaySubject<SessionState>(1);
  states.next(state);
  return states;
};
