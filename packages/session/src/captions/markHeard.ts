import type { PlaybackLedger } from '@rx-realtime/audio';
import type { Caption } from '@rx-realtime/responses/conversation';
import {
  combineLatest,
  connect,
  defer,
  distinctUntilChanged,
  endWith,
  ignoreElements,
  scan,
  takeUntil,
} from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { HeardCaption } from './heardCaption.ts';
import { heardLine } from './internal/heardLine.ts';

/**
 * Captions that say what has been heard of each line: what was cut is shown as cut.
 *
 * The subtitles, with the end struck out that nobody heard.
 *
 * ```
 * source              --1-----2-----3--|   1, 2: words of an answer  3: the answer was cut
 * ledger$             l----p-----p------   p: more has been played
 * markHeard(ledger$)  --1--1'-2--2'-3--|
 * ```
 *
 * - **Value**: the lines whenever one has changed or more of it was heard. A line that was cut keeps the words that were
 *   known before. A line that did not change is the same object as before. Of an answer in writing all is heard once it
 *   is complete.
 * - **Completion**: passed on.
 * - **Error**: passed on, that of `ledger$` too.
 * - **Unsubscription**: leaves the source and `ledger$`.
 * - **Re-subscription**: that of the source; no words are remembered.
 * - **Memory**: the lines of the source.
 *
 * @param ledger$ the `ledgerObserver` of `playback`: a `BehaviorSubject` of `emptyPlaybackLedger`
 *
 * @example
 * import { emptyPlaybackLedger } from '@rx-realtime/audio';
 * import { markHeard } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const id = 'item_1';
 * const part = { responseId: 'resp_1', itemId: id, contentIndex: 0, receivedMs: 2_000, playedMs: 1_000 };
 * const ledger = { ...emptyPlaybackLedger, parts: [{ ...part, cut: false, isOutOfBand: false }] };
 * of([{ id, who: 'assistant', text: 'It is half past nine.', status: 'completed' } as const])
 *   .pipe(markHeard(of(ledger)))
 *   .subscribe(([line]) => console.log(line?.heard)); // prints: It is half
 *
 * @see `captions` of `@rx-realtime/responses/conversation`, `heardTranscript` of `@rx-realtime/audio`
 */
export function markHeard(
  ledger$: Observable<PlaybackLedger>,
): OperatorFunction<readonly Caption[], readonly HeardCaption[]> {
  return (source) =>
    defer(() =>
      source.pipe(
        connect((lines$) =>
          combineLatest([lines$, ledger$.pipe(takeUntil(lines$.pipe(ignoreElements(), endWith(undefined))))]),
        ),
        scan<readonly [readonly Caption[], PlaybackLedger], readonly HeardCaption[]>(
          (shown, [lines, ledger]) => marked(shown, lines, ledger),
          nothing,
        ),
        distinctUntilChanged(),
      ),
    );
}

const nothing: readonly HeardCaption[] = [];

const marked = (
  shown: readonly HeardCaption[],
  lines: readonly Caption[],
  ledger: PlaybackLedger,
): readonly HeardCaption[] => {
  const before = new Map(shown.map((line) => [line.id, line]));
  const now = lines.map((line) => heardLine(line, before.get(line.id), ledger));
  return now.length === shown.length && now.every((line, index) => line === shown[index]) ? shown : now;
};
