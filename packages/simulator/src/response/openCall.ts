import { fragments } from './fragments.ts';
import { obfuscation } from '../scope/obfuscation.ts';
import type { ResponseTarget } from './responseTarget.ts';
import { textTokens } from '../state/tokens.ts';
import type { OutputItem } from './outputItem.ts';
import { place, announce, finish } from './outputItem.ts';

/** Opens a function call; its arguments come in pieces and are whole only in `.done`. */
export const openCall = (
  target: ResponseTarget,
  outputIndex: number,
  name: string,
  args: string,
): OutputItem => {
  const { ids, emit, random, settings } = target.scope;
  const id = ids.item();
  const callId = ids.call();
  const at = { ...place(target, id, outputIndex), call_id: callId };
  const wire = { id, type: 'function_call', status: 'in_progress', name, call_id: callId, arguments: '' };
  let sent = '';
  announce(target, outputIndex, { id, wire, audioMs: 0, spoken: false });
  return {
    kind: 'function_call',
    steps: fragments(args).map((delta, index) => ({
      atMs: index * settings.timing.textDeltaMs,
      run: () => {
        if (!target.spend({ text: textTokens(delta), audio: 0 })) return false;
        sent += delta;
        emit('response.function_call_arguments.delta', {
          ...at,
          delta,
          obfuscation: obfuscation(random, delta),
        });
        return true;
      },
    })),
    close: (status) => {
      emit('response.function_call_arguments.done', { ...at, name, arguments: sent });
      return finish(target, outputIndex, {
        id,
        wire: { ...wire, status, arguments: sent },
        audioMs: 0,
        spoken: false,
      });
    },
  };
};
