import { itemIdOf, textOf } from '@rx-realtime/codecs';
import type { ResponseCreateParams } from '@rx-realtime/codecs';
import type { Ledger } from '../../ledger/ledger.ts';
import type { InFlightPolicy } from '../durableSocketConfig.ts';

/** What is said to a model whose answer was cut off, after the session's own instructions. */
const goOn = 'Your last message was cut off. Go on exactly where it ends, and repeat nothing.';

/** What becomes of an answer that is owed: it is asked for again, it is left, or somebody else asks for it. */
export type Asking = { readonly params: ResponseCreateParams | undefined } | 'leave' | 'nothing';

const goingOn = ({ session }: Ledger, params: ResponseCreateParams | undefined): ResponseCreateParams => {
  const own = session?.type === 'realtime' ? session.instructions : undefined;
  const instructions = (params?.instructions ?? own ?? '').replace(goOn, '').trim();
  return { ...params, instructions: [instructions, goOn].filter((text) => text !== '').join('\n\n') };
};

/**
 * Whether an answer that is owed is asked for again in a new session, and how. Not while the user speaks, not when it
 * waits to be asked for anyway, and not when it has called a function: its output asks.
 */
export function askAgain(ledger: Ledger, inFlight: InFlightPolicy): Asking {
  const { owed, delivery, conversation } = ledger;
  const { answer } = owed;
  const isAsked = delivery.some(
    (event) => event.type === 'response.create' && event.response?.conversation !== 'none',
  );
  if (answer === undefined || isAsked || answer.hasCalled) return 'nothing';
  const isSaid = conversation.items.some(
    (item) => answer.itemIds.includes(itemIdOf(item) ?? '') && textOf(item) !== '',
  );
  const hasBegun = answer.responseId !== undefined;
  if (answer.isWhole || (hasBegun && (inFlight === 'drop' || (inFlight === 'regenerate' && isSaid))))
    return 'leave';
  return { params: isSaid ? goingOn(ledger, answer.params) : answer.params };
}
