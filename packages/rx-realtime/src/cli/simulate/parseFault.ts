import { either as E } from 'fp-ts';
import type { Fault } from '@rx-realtime/simulator';
import { checkFault } from './checkFault.ts';
import { faultPoint } from './faultPoint.ts';
import { actionSlots, isAction, milliseconds } from './actionSlots.ts';
import type { Slot } from './actionSlots.ts';

const shortForm = /^(\w+)(?:\(([^]*)\))?(?:@([^@]*))?$/;

/** An argument as a value that fits its slot, or else as the text that it is. */
const valueOf = (text: string, { isTime, fits }: Slot): unknown => {
  const readings = [
    isTime ? milliseconds(text) : undefined,
    Number(text),
    text.split(',').map(Number),
    text === 'null' ? null : text,
  ];
  return readings.filter(fits).concat(text)[0];
};

/** Arguments in the order of the slots; the last one keeps its commas, an empty one is left out. */
const argumentsOf = (text: string, slots: readonly (readonly [string, Slot])[]) => {
  const parts = text.split(',');
  const last = parts.splice(slots.length - 1).join(',');
  return Object.fromEntries(
    slots.flatMap(([name, slot], index) => {
      const part = index === slots.length - 1 ? last : (parts[index] ?? '');
      return part === '' ? [] : [[name, valueOf(part, slot)]];
    }),
  );
};

/** The data that a short form stands for; whether it is a fault is seen later. */
const fromShort = (text: string): E.Either<string, unknown> => {
  const [, action, args, point] = shortForm.exec(text) ?? [];
  if (action === undefined) return E.left('expected action, action(arguments), action@when, or JSON');
  if (!isAction(action)) return E.right({ do: action });
  const slots = Object.entries<Slot>(actionSlots[action]);
  if (args !== undefined && slots.length === 0) return E.left(`${action} takes no arguments`);
  const fields = args === undefined ? {} : argumentsOf(args, slots);
  if (point === undefined) return E.right({ do: action, ...fields });
  return E.map((at) => ({ at, do: action, ...fields }))(faultPoint(point));
};

const fromJson = (text: string): E.Either<string, unknown> => {
  try {
    return E.right(JSON.parse(text));
  } catch {
    return E.left('expected JSON, because it begins with {');
  }
};

/**
 * Reads a fault as the command line has it: `action[(arguments)][@when]`, such as `reset@client:20#1`,
 * `close(1011)@response.created` or `stall(2s)@5s`; or the JSON of a `Fault`. The arguments are the fields of the
 * action in the order of {@link actionSlots}; for when see {@link faultPoint}. A failure says what was expected.
 */
export function parseFault(text: string): E.Either<string, Fault> {
  return E.chain(checkFault)(text.trimStart().startsWith('{') ? fromJson(text) : fromShort(text));
}
