import { describe, expect, it } from '@jest/globals';
import { call, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { firstValueFrom, lastValueFrom, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { tool } from '../src/index.ts';
import type { Agent, Assistant } from '../src/index.ts';
import { outputsIn, play } from '../test/play.ts';

const made = (name: string, run: () => unknown) =>
  tool({ name, description: `The tool ${name}.`, parameters: t.type({}), run });

const billing: Agent = {
  name: 'billing',
  instructions: 'You know the bills.',
  voice: 'cedar',
  tools: [made('look_up', () => 'the bill of billing')],
};

/** Calls the first tool that it is offered, and says who it is. */
const obedient: Responder = ({ functionOutputs, tools, instructions }) =>
  functionOutputs.length > 0
    ? [say(`${instructions} ${functionOutputs.at(-1)?.output}`)]
    : [call(tools[0]?.name ?? 'nothing')];

const failure = async (outcome$: Observable<unknown>): Promise<unknown> =>
  lastValueFrom(outcome$).catch((error: unknown) => error);

describe('handOver', () => {
  it('changes instructions, tools and the voice, before anything was said', async () => {
    const { assistant, pass, sent, codes } = play({
      instructions: 'You welcome callers.',
      tools: [made('look_up', () => 'the bill of reception'), made('greet', () => 'hello')],
      responder: obedient,
    });
    assistant.connect();
    await pass(200);
    const outcome = firstValueFrom(assistant.handOver(billing));
    await pass(200);
    expect(await outcome).toEqual({ to: 'billing', voice: 'changed' });
    const answer = firstValueFrom(assistant.ask('What do I owe?'));
    await pass(8_000);
    expect((await answer).transcript).toBe('You know the bills. the bill of billing');
    const updates = sent.flatMap(({ event }) => (event.type === 'session.update' ? [event.session] : []));
    expect(updates.at(-1)).toMatchObject({
      tools: [{ name: 'look_up' }],
      audio: { output: { voice: 'cedar' } },
    });
    expect(codes()).toEqual([]);
  });

  it('keeps the voice once it was heard', async () => {
    const { assistant, pass, sent, codes } = play({ responder: () => [say('Hello.')] });
    assistant.connect();
    assistant.say('Hello.');
    await pass(3_000);
    const outcome = firstValueFrom(assistant.handOver(billing));
    await pass(500);
    expect(await outcome).toEqual({ to: 'billing', voice: 'kept' });
    expect(JSON.stringify(sent.filter(({ event }) => event.type === 'session.update'))).not.toContain(
      'cedar',
    );
    expect(codes()).toEqual([]);
  });

  it('keeps the voice where the session began to speak meanwhile', async () => {
    const at = { from: 'server', event: 'response.output_audio.delta', repeat: true } as const;
    const { assistant, pass, sent } = play({
      responder: () => [say('Hello.')],
      faults: [{ at, do: 'delay', ms: 300 }],
    });
    assistant.connect();
    assistant.say('Hello.');
    await pass(350);
    const outcome = firstValueFrom(assistant.handOver(billing));
    await pass(3_000);
    expect(await outcome).toEqual({ to: 'billing', voice: 'kept' });
    const updates = sent.flatMap(({ event }) => (event.type === 'session.update' ? [event.session] : []));
    expect(updates.map((update) => JSON.stringify(update).includes('cedar'))).toEqual([false, true, false]);
  });

  it('is done by a tool, which still answers; what is called afterwards is the agent’s', async () => {
    const desk: { assistant?: Assistant } = {};
    const { assistant, pass, sent, codes } = play({
      tools: [
        made('to_billing', () => desk.assistant?.handOver(billing)),
        made('look_up', () => 'the bill of reception'),
      ],
      responder: obedient,
    });
    desk.assistant = assistant;
    assistant.connect();
    const handed = firstValueFrom(assistant.ask('I have a question about my bill.'));
    await pass(6_000);
    expect((await handed).transcript).toBe('You know the bills. {"to":"billing","voice":"changed"}');
    const answer = firstValueFrom(assistant.ask('What do I owe?'));
    await pass(8_000);
    expect((await answer).transcript).toBe('You know the bills. the bill of billing');
    expect(outputsIn(sent)).toEqual(['{"to":"billing","voice":"changed"}', 'the bill of billing']);
    expect(codes()).toEqual([]);
  });

  it('leaves a call of before to the tool of before', async () => {
    const result$ = new Subject<string>();
    const { assistant, pass, sent } = play({
      tools: [made('look_up', () => result$)],
      responder: obedient,
    });
    assistant.connect();
    assistant.ask('What do I owe?');
    await pass(2_000);
    assistant.handOver(billing);
    await pass(500);
    result$.next('the bill of reception');
    result$.complete();
    await pass(3_000);
    expect(outputsIn(sent)).toEqual(['the bill of reception']);
  });

  it('survives a drop right after it was asked for', async () => {
    const { assistant, pass, codes } = play({
      isDurable: true,
      responder: obedient,
      tools: [made('look_up', () => 'the bill of reception')],
      faults: [{ at: { connection: 1, event: 'session.updated', count: 2 }, do: 'reset' }],
    });
    assistant.connect();
    await pass(200);
    const outcome = firstValueFrom(assistant.handOver(billing));
    await pass(3_000);
    expect(await outcome).toEqual({ to: 'billing', voice: 'changed' });
    const answer = firstValueFrom(assistant.ask('What do I owe?'));
    await pass(8_000);
    expect((await answer).transcript).toBe('You know the bills. the bill of billing');
    expect(codes()).toEqual([]);
  });

  it('survives a rotation, right after it was confirmed and while it is not', async () => {
    for (const settledMs of [0, 500]) {
      const { assistant, pass, codes, durable, simulator } = play({
        isDurable: true,
        responder: obedient,
        tools: [made('look_up', () => 'the bill of reception')],
      });
      let connections = 0;
      simulator.connections$.subscribe(() => (connections += 1));
      assistant.connect();
      await pass(200);
      const outcome = firstValueFrom(assistant.handOver(billing));
      await pass(settledMs);
      durable()?.rotate().subscribe();
      await pass(4_000);
      expect(connections).toBe(2);
      expect(await outcome).toEqual({ to: 'billing', voice: 'changed' });
      const answer = firstValueFrom(assistant.ask('What do I owe?'));
      await pass(8_000);
      expect((await answer).transcript).toBe('You know the bills. the bill of billing');
      expect(codes()).toEqual([]);
    }
  });

  it('tells of a refusal, and leaves all as it was', async () => {
    const { assistant, pass, codes } = play({
      tools: [made('look_up', () => 'the bill of reception')],
      responder: obedient,
    });
    assistant.connect();
    await pass(200);
    const refused = failure(
      assistant.handOver({ ...billing, session: { model: 'gpt-realtime-mini' } as Agent['session'] }),
    );
    await pass(500);
    expect(await refused).toMatchObject({ code: 'request_failed' });
    const answer = firstValueFrom(assistant.ask('What do I owe?'));
    await pass(8_000);
    expect((await answer).transcript).toContain('the bill of reception');
    expect(codes()).toContain('request_failed');
  });
});
