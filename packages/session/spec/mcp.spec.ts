import { describe, expect, it } from '@jest/globals';
import { mcpCall, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { map, NEVER, of, timer } from 'rxjs';
import type { McpSnapshot } from '../src/index.ts';
import { play } from '../test/play.ts';
import type { PlayConfig } from '../test/play.ts';

const library = {
  type: 'mcp',
  server_label: 'library',
  server_url: 'https://example.com/mcp',
  require_approval: 'always',
} as const;

/** Looks it up, and says what came of it. */
const librarian =
  (background = false): Responder =>
  ({ items }) => {
    const found = items.filter((item) => item.type === 'mcp_call').at(-1);
    if (found?.type !== 'mcp_call')
      return [mcpCall('library', 'find_book', { about: 'a whale' }, { background })];
    return [say(found.output ?? 'It may not be looked up.')];
  };

const playLibrary = (config: PlayConfig = {}) => {
  const runs = { count: 0 };
  const played = play({
    responder: librarian(),
    session: { tools: [library] },
    mcp: {
      library: {
        tools: [{ name: 'find_book' }],
        call: () => {
          runs.count += 1;
          return ['Moby-Dick'];
        },
      },
    },
    ...config,
  });
  const seen: McpSnapshot[] = [];
  played.assistant.mcp$.subscribe((snapshot) => seen.push(snapshot));
  return { ...played, runs, seen };
};

describe('calls of MCP servers', () => {
  it('are listed, asked for, approved, made, and answered once', async () => {
    const { assistant, pass, seen, lines, runs, codes } = playLibrary();
    assistant.connect();
    await pass(500);
    expect(seen.at(-1)?.lists).toMatchObject([
      { serverLabel: 'library', status: 'listed', tools: [{ name: 'find_book' }] },
    ]);
    assistant.ask('A book about a whale.');
    await pass(2_000);
    const [request] = seen.at(-1)?.approvals ?? [];
    expect(request).toMatchObject({ name: 'find_book', arguments: '{"about":"a whale"}' });
    expect(runs.count).toBe(0);
    assistant.approve(request?.id ?? '', true, 'it only reads');
    await pass(5_000);
    expect(runs.count).toBe(1);
    expect(seen.at(-1)).toMatchObject({
      approvals: [],
      calls: [{ name: 'find_book', status: 'completed', output: 'Moby-Dick' }],
    });
    expect(lines().at(-1)?.slice(0, 2)).toEqual(['assistant', 'Moby-Dick']);
    expect(codes()).toEqual([]);
  });

  it('are answered when they are over after their response', async () => {
    const { assistant, pass, lines, types } = playLibrary({
      responder: librarian(true),
      approve: () => [true],
    });
    assistant.connect();
    assistant.ask('A book about a whale.');
    await pass(6_000);
    expect(lines().at(-1)?.[1]).toBe('Moby-Dick');
    expect(types().filter((type) => type === 'response.create')).toHaveLength(2);
  });

  it('are not made where somebody says no', async () => {
    const { assistant, pass, seen, lines, runs } = playLibrary({
      approve: ({ name }) => of(name !== 'find_book'),
    });
    assistant.connect();
    assistant.ask('A book about a whale.');
    await pass(6_000);
    expect(runs.count).toBe(0);
    expect(seen.at(-1)?.calls).toMatchObject([{ status: 'failed' }]);
    expect(lines().at(-1)?.[1]).toBe('It may not be looked up.');
  });

  it('are not made where nobody says anything for 30 s', async () => {
    const { assistant, pass, lines, runs } = playLibrary({ approve: () => NEVER });
    assistant.connect();
    assistant.ask('A book about a whale.');
    await pass(29_000);
    expect(lines()).toHaveLength(1);
    await pass(6_000);
    expect(runs.count).toBe(0);
    expect(lines().at(-1)?.[1]).toBe('It may not be looked up.');
  });

  it('are asked for again when the line drops before somebody has decided', async () => {
    const asked: string[] = [];
    const { assistant, pass, seen, lines, runs, time, codes } = playLibrary({
      isDurable: true,
      approve: ({ id }) => {
        asked.push(id);
        return timer(2_000, time).pipe(map(() => true));
      },
      faults: [{ at: { connection: 1, timeMs: 1_500 }, do: 'reset' }],
    });
    assistant.connect();
    assistant.ask('A book about a whale.');
    await pass(1_400);
    expect(seen.at(-1)?.approvals).toHaveLength(1);
    await pass(200);
    expect(seen.at(-1)?.calls).toMatchObject([{ status: 'lost' }]);
    await pass(10_000);
    expect(asked).toHaveLength(2);
    expect(runs.count).toBe(1);
    expect(seen.at(-1)?.approvals).toEqual([]);
    expect(lines().at(-1)?.[1]).toBe('Moby-Dick');
    expect(codes()).toEqual([]);
  });
});
