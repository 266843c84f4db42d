import { estimateTokens, itemIdOf, randomId } from '@rx-realtime/codecs';
import type { Item } from '@rx-realtime/codecs';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import {
  asyncScheduler,
  catchError,
  defer,
  EMPTY,
  first,
  from,
  ignoreElements,
  Subject,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import type { NextObserver, ObservableInput, SchedulerLike } from 'rxjs';
import { planRestore } from './planRestore.ts';
import type { Replay, RestoreConfig, RestorePlan } from './planRestore.ts';
import type { ReplayLimits } from './replayLimits.ts';
import type { ReplayPolicy } from './replayPolicy.ts';

/** How a conversation is summarised that is too long to be given back. */
export interface SummarisedConfig extends ReplayLimits {
  /**
   * Tells in short what does not fit: asked before a session that is to be given more than the limits allow, with the oldest
   * items in the form in which they would go back, behind the summary before. The first value counts, such as one
   * `systemText`; it may fill a quarter of the limits.
   */
  readonly summarise: (items: readonly Item[]) => ObservableInput<readonly Item[]>;
  /** How long a new session waits for it. @defaultValue 10,000 ms */
  readonly timeoutMs?: number;
  /** Hears why there is no summary. */
  readonly failureObserver?: NextObserver<unknown>;
  /** Times it. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** The `replay` of a `durableSocket` that tells in a summary what is too long to be given back. */
export interface SummarisedReplay extends ReplayLimits, Required<Pick<ReplayPolicy, 'prepare' | 'plan'>> {}

/** What stands in place of the oldest items. */
interface Summary {
  /** What it tells, the oldest first. */
  readonly told: readonly Replay[];
  readonly items: readonly Item[];
}

const nothing: Summary = { told: [], items: [] };

/** How much of the limits is left for a summary when one is made. */
const share = 1 / 4;

const costOf = (items: readonly Item[]): Required<ReplayLimits> => ({
  maxTokens: items.reduce((sum, item) => sum + estimateTokens(item), 0),
  maxItems: items.length,
  maxBytes: items.reduce((sum, item) => sum + JSON.stringify(item).length, 0),
});

const withId = (item: Item): Item => ({ ...item, id: item.id ?? randomId('item_') });

const createOf = (item: Item): RestorePlan['creates'][number] => ({ type: 'conversation.item.create', item });

/**
 * Tells a new session in a summary what is too long to be given back: for the `replay` of `durableSocket`.
 *
 * Remembers the beginning in a few words, instead of forgetting it.
 *
 * Before a session is opened that is to be given more than the limits allow, `summarise` is asked for what does not fit.
 * What it gives goes first, and what fits goes behind it as always. It is asked again when once more does not fit, with
 * its last summary and what has come since.
 *
 * - In `connection.restored` what it tells is `degraded`: `told in a summary`.
 * - Where it fails, takes longer than `timeoutMs` or gives too much, the oldest items are dropped as without it, and
 *   their reason says so. It is asked again before the next session.
 * - The conversation that the socket shows is never shortened, and the summary is no part of it.
 * - A policy serves one conversation: where it is given another one in between, it asks anew.
 *
 * @param config who summarises, and the limits
 * @example
 * import { systemText, userText } from '@rx-realtime/codecs';
 * import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
 * import { summarised } from '@rx-realtime/reconnection/summary';
 * import { of } from 'rxjs';
 *
 * const conversation = ['I am Ada.', 'One.', 'Two.', 'Three.', 'Four.'].reduce(
 *   (before, text, index) =>
 *     reduceConversation(before, {
 *       type: 'conversation.item.added',
 *       event_id: `event_${index}`,
 *       item: { ...userText(text), id: `item_${index}` },
 *     }),
 *   emptyConversation,
 * );
 * const replay = summarised({ maxItems: 4, summarise: () => of([systemText('The user is Ada.')]) });
 * replay.prepare(conversation).subscribe();
 * const { creates, report } = replay.plan(conversation);
 * console.log(creates.length, report.exact, report.degraded.length);
 * // prints: 4 [ 'item_2', 'item_3', 'item_4' ] 2
 */
export function summarised({
  summarise,
  timeoutMs = 10_000,
  failureObserver,
  scheduler = asyncScheduler,
  ...given
}: SummarisedConfig): SummarisedReplay {
  const limits = { maxTokens: 20_000, maxItems: 500, maxBytes: 8 * 1024 * 1024, ...given };
  // Through a subject, so that an observer that throws harms nobody else.
  const failures$ = new Subject<unknown>();
  if (failureObserver) failures$.subscribe(failureObserver);
  let summary = nothing;
  let hasFailed = false;

  /** Plans what is given beside the summary, within a part of the limits. */
  const planWithin = (
    part: number,
    { entries }: Pick<ConversationSnapshot, 'entries'>,
    config: RestoreConfig,
  ): RestorePlan => {
    const told = new Set<string | null | undefined>(
      summary.told.flatMap(({ items }) => items.map(({ id }) => id)),
    );
    const rest = entries.filter(({ item }) => !told.has(itemIdOf(item)));
    // In another conversation it has no place.
    if (rest.length === entries.length) summary = nothing;
    const cost = costOf(summary.items);
    return planRestore(
      { entries: rest },
      {
        ...config,
        maxTokens: limits.maxTokens * part - cost.maxTokens,
        maxItems: limits.maxItems * part - cost.maxItems,
        maxBytes: limits.maxBytes * part - cost.maxBytes,
      },
    );
  };

  const keep = (told: readonly Replay[], items: readonly Item[]): void => {
    const cost = costOf(items);
    const isOver = (name: keyof ReplayLimits): boolean => cost[name] > limits[name] * share;
    if (isOver('maxTokens') || isOver('maxItems') || isOver('maxBytes'))
      throw new RangeError('the summary fills more than a quarter of the limits');
    summary = { told: [...summary.told, ...told], items: items.map(withId) };
  };

  const plan = (
    conversation: Pick<ConversationSnapshot, 'entries'>,
    config: RestoreConfig = {},
  ): RestorePlan => {
    const made = planWithin(1, conversation, config);
    const { degraded, dropped, estimatedTokens } = made.report;
    const old = new Set(made.tooOld.map(({ itemId }) => itemId));
    const told = summary.told.map(({ itemId }) => ({ itemId, reason: 'told in a summary' }));
    return {
      ...made,
      creates: [...summary.items.map(createOf), ...made.creates],
      report: {
        ...made.report,
        degraded: [...told, ...degraded],
        dropped: dropped.map(({ itemId, reason }) => ({
          itemId,
          reason: hasFailed && old.has(itemId) ? `${reason}, and not summarised` : reason,
        })),
        estimatedTokens: estimatedTokens + Math.ceil(costOf(summary.items).maxTokens),
      },
    };
  };

  return {
    ...limits,
    prepare: (conversation, config: RestoreConfig = {}) =>
      defer(() => {
        hasFailed = false;
        if (planWithin(1, conversation, config).tooOld.length === 0) return EMPTY;
        const { tooOld } = planWithin(1 - share, conversation, config);
        const late = (): Error => new Error(`no summary within ${timeoutMs} ms`);
        return from(summarise([...summary.items, ...tooOld.flatMap(({ items }) => items)])).pipe(
          timeout({ first: timeoutMs, scheduler, with: () => throwError(late) }),
          first(),
          tap((items) => keep(tooOld, items)),
        );
      }).pipe(
        ignoreElements(),
        catchError((error: unknown) => {
          hasFailed = true;
          failures$.next(error);
          return EMPTY;
        }),
      ),
    plan,
  };
}
