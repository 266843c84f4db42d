import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { Reply } from '@rx-realtime/simulator';
import type { SimulatorModule } from '../loadSimulator.ts';

const Say = t.type({ say: t.string });
const Call = t.intersection([t.type({ call: t.string }), t.partial({ arguments: t.unknown })]);
const McpCall = t.intersection([
  t.type({ mcpCall: t.string, server: t.string }),
  t.partial({ arguments: t.unknown }),
]);
const Fail = t.intersection([
  t.type({ fail: t.union([t.string, t.null]) }),
  t.partial({ message: t.string, type: t.string }),
]);
const Wait = t.type({ wait: t.number });

const fields = ['say', 'call', 'mcpCall', 'server', 'arguments', 'fail', 'message', 'type', 'wait'];

const expected =
  'expected a text, or an object: {"say"}, {"call", "arguments"}, {"mcpCall", "server", "arguments"}, {"wait"} in ms, {"fail", "message", "type"}';

const replyOf = (value: unknown, { call, fail, mcpCall, say, wait }: SimulatorModule): Reply | undefined => {
  if (typeof value === 'string') return say(value);
  if (!t.UnknownRecord.is(value) || Object.keys(value).some((key) => !fields.includes(key))) return undefined;
  if (Say.is(value)) return say(value.say);
  if (Call.is(value)) return call(value.call, value.arguments);
  if (McpCall.is(value)) return mcpCall(value.server, value.mcpCall, value.arguments);
  if (Wait.is(value)) return wait(value.wait);
  const { fail: code, ...rest } = Fail.is(value) ? value : { fail: undefined };
  return code === undefined ? undefined : fail({ code, ...rest });
};

/** One response of a script: a text, something to do, or a list of them. `where` names it in the failure. */
export const scriptReplies =
  (simulator: SimulatorModule) =>
  (value: unknown, where: string): E.Either<string, Reply[]> => {
    const replies = (Array.isArray(value) ? value : [value]).map((one: unknown) => replyOf(one, simulator));
    const sound = replies.filter((reply) => reply !== undefined);
    return sound.length === replies.length ? E.right(sound) : E.left(`${where}: ${expected}`);
  };
