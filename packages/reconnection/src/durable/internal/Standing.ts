import type { RealtimeStatus } from '@rx-realtime/connection';
import { BehaviorSubject } from 'rxjs';
import type { Fate } from './Fate.ts';
import type { Owner } from './Owner.ts';

/** The state of a conversation: that of its owner's link, and what no link knows of. */
export class Standing {
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  /** Whether the owner was made so at a quiet point: it has been given what was said before. */
  isQuiet = false;
  readonly #owner: Owner;

  /** @param isContinuation whether a new session is going to be given what was said */
  constructor(owner: Owner, fate: Fate, isContinuation: () => boolean) {
    this.#owner = owner;
    owner.status$.subscribe((status) => {
      if ('generation' in status) fate.generation = Math.max(fate.generation, status.generation);
      const isGiven = this.isQuiet && owner.partner.mind.restoration?.isDone === true;
      const isRestoring = status.state === 'ready' && isContinuation() && !isGiven;
      this.status$.next(isRestoring ? { ...status, state: 'restoring' } : status);
    });
  }

  tell(state: 'ready' | 'restoring' | 'rotating'): void {
    const { generation } = this.#owner.partner;
    const now = this.status$.value;
    if (now.state === state && now.generation === generation) return;
    this.status$.next({ state, generation });
  }
}
