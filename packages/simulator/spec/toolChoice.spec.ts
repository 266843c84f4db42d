import { describe, expect, it } from '@jest/globals';
import { converse, respond, update } from './support/converse.ts';
import { say } from '../src/script/reply.ts';
import type { ResponderTurn } from '../src/script/responder.ts';

describe('a responder', () => {
  it('is told whether it may call a tool: what the response says, else what the session says', () => {
    const turns: ResponderTurn[] = [];
    const session = converse({
      responder: (turn) => {
        turns.push(turn);
        return [say('Yes.')];
      },
    });
    const forced = { type: 'function', name: 'get_weather' };
    session.at(0, respond());
    session.at(5_000, update({ tool_choice: 'none' }), respond());
    session.at(10_000, respond({ tool_choice: forced }));
    session.at(15_000, update({ tool_choice: forced }), respond({ tool_choice: 'required' }));
    session.at(20_000, respond());
    session.until(30_000);
    expect(turns.map(({ toolChoice }) => toolChoice)).toEqual(['auto', 'none', forced, 'required', forced]);
  });
});
