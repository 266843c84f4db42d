import type { PlaybackCut, PlaybackLedger } from '@rx-realtime/audio';
import { skip } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Interruption } from '../../assistant.ts';

/** What an interruption works with. */
export interface InterruptionParts {
  /** The current ledger, and every one from now on. */
  readonly ledger$: Observable<PlaybackLedger>;
  /** The responses of the conversation that run. */
  readonly running: Iterable<string>;
  /** Silences the player, which tells the ledger at once. */
  readonly silence: () => void;
  readonly cancel: (responseId: string) => void;
}

/** Silences the assistant, and says what that has ended. */
export const interruption = ({ ledger$, running, silence, cancel }: InterruptionParts): Interruption => {
  const cancelled = new Set<string>();
  const cuts: PlaybackCut[] = [];
  const watching = ledger$.pipe(skip(1)).subscribe((ledger) => {
    ledger.cancels.forEach((id) => cancelled.add(id));
    cuts.push(...ledger.cuts);
  });
  silence();
  watching.unsubscribe();
  // Those that do not speak, which the player does not know.
  for (const id of running) {
    if (cancelled.has(id)) continue;
    cancelled.add(id);
    cancel(id);
  }
  return { cancelled: [...cancelled], cuts };
};
