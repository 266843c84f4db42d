import { distinctUntilChanged, scan } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { ConversationEntry, ConversationSnapshot } from './conversationSnapshot.ts';
import type { Caption } from './caption.ts';
import { captionOf } from './internal/captionOf.ts';

/** Options of {@link captions}. */
export interface CaptionsConfig {
  /** How many of the last items to show; calls and their outputs count too. 1 or more. @defaultValue 100 items */
  readonly maxItems?: number;
}

/**
 * What both sides say, as one list in the order of the conversation.
 *
 * The subtitles.
 *
 * ```
 * source:     0--u----a--d--t--|   u: user's item  a: answer's item  d: its words  t: the user's words, late
 * captions(): 0--1----2--3--4--|   4: the user's words, above the answer
 * ```
 *
 * - **Value**: the list at once, then whenever a line has changed. A line stands where its item stands: a question is above
 *   its answer, although it is transcribed later. What the user is saying comes last, with its first words, before the
 *   server has made an item of it. A line that did not change is the same object as before.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: the lines of at most `maxItems` items. What a change costs does not depend on the length of the
 *   conversation.
 *
 * @param config how many lines to show
 * @throws RangeError when `maxItems` is less than 1
 *
 * @example
 * import { captions, conversation } from '@rx-realtime/responses/conversation';
 * import { last, of } from 'rxjs';
 *
 * const user = { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] } as const;
 * const added = { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null } as const;
 * of({ ...added, item: user })
 *   .pipe(conversation(), captions(), last())
 *   .subscribe(([line]) => console.log(line?.who, line?.text, line?.status)); // prints: user Hi completed
 *
 * @see {@link conversation}, which it stands on; `inputTranscripts` for the user's words alone
 */
export function captions({ maxItems = 100 }: CaptionsConfig = {}): OperatorFunction<
  ConversationSnapshot,
  readonly Caption[]
> {
  if (!(maxItems >= 1)) throw new RangeError(`captions: expected maxItems to be 1 or more, got ${maxItems}`);
  return (source) =>
    source.pipe(
      scan((shown, snapshot) => captionsOf(snapshot, maxItems, shown), nothing),
      distinctUntilChanged(),
    );
}

const nothing: readonly Caption[] = [];

/** The lines of a snapshot; what did not change is taken from those that are shown. */
const captionsOf = (
  snapshot: ConversationSnapshot,
  maxItems: number,
  shown: readonly Caption[],
): readonly Caption[] => {
  const spoken = snapshot.pending.filter(({ transcription }) => isUnfinished(transcription));
  const lines: Caption[] = [];
  const show = (entry: ConversationEntry): void => {
    const line = captionOf(entry);
    if (line) lines.push(kept(shown[lines.length], line));
  };
  snapshot.newest(maxItems).forEach(show);
  spoken.forEach(show);
  const isUnchanged = lines.length === shown.length && lines.every((line, index) => line === shown[index]);
  return isUnchanged ? shown : lines;
};

/** Words that are complete and have no item belong to one that was added before this stream began. */
const isUnfinished = (transcription: string | undefined): boolean =>
  transcription === 'partial' || transcription === 'interrupted';

/** What is known of the sound of an entry changes it and not its line. */
const kept = (shown: Caption | undefined, line: Caption): Caption =>
  shown?.id === line.id && shown.text === line.text && shown.status === line.status ? shown : line;
