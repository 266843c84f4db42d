import { describe, expect, it } from '@jest/globals';
import { CliError } from './cliError.ts';
import { parseOptions } from './parseOptions.ts';

describe('parseOptions', () => {
  it('fills in what is not said', () => {
    expect(parseOptions(['talk', 'q.wav'])).toEqual({
      command: 'talk',
      question: 'q.wav',
      channel: undefined,
      out: 'answer.wav',
      url: undefined,
      model: 'gpt-realtime-2.1',
      voice: 'marin',
      instructions: expect.any(String),
      text: undefined,
      fast: false,
      json: false,
      simulator: false,
      cut: false,
    });
    expect(parseOptions(['simulate'])).toEqual({ command: 'simulate', port: 0, cut: false, faults: [] });
    expect(parseOptions(['inspect', 'a.wav'])).toEqual({
      command: 'inspect',
      recording: 'a.wav',
      channel: undefined,
      json: false,
    });
  });

  it('takes standard input, and one channel', () => {
    expect(parseOptions(['talk', '-', '--channel', '2'])).toMatchObject({ question: '-', channel: 2 });
    expect(parseOptions(['inspect', '-', '--channel', '1'])).toMatchObject({ recording: '-', channel: 1 });
    expect(() => parseOptions(['inspect', '-', '--channel', '0'])).toThrow('--channel "0" is not the number');
  });

  it('takes what is said', () => {
    const args = [
      'talk',
      '--text',
      'Hi',
      '--out',
      'o.wav',
      '--url',
      'ws://x',
      '--model',
      'm',
      '--voice',
      'v',
      '--json',
      '--fast',
    ];
    expect(parseOptions(args)).toMatchObject({
      text: 'Hi',
      out: 'o.wav',
      url: 'ws://x',
      model: 'm',
      voice: 'v',
      json: true,
      fast: true,
    });
    expect(
      parseOptions(
        'simulate --port 8080 --cut --fault reset@20 --fault drop --script s.json --record r.ndjson --key sk-1 --seed 7'.split(
          ' ',
        ),
      ),
    ).toEqual({
      command: 'simulate',
      port: 8080,
      cut: true,
      faults: [{ at: { count: 20 }, do: 'reset' }, { do: 'drop' }],
      script: 's.json',
      record: 'r.ndjson',
      key: 'sk-1',
      seed: 7,
    });
    expect(parseOptions(['inspect', 'a.wav', '--json'])).toMatchObject({ json: true });
  });

  it.each([[[]], [['--help']], [['talk', '-h']], [['help']]])('shows help for %j', (args) => {
    expect(parseOptions(args)).toEqual({ command: 'help' });
  });

  it.each([
    [['shout'], '"shout" is not a command'],
    [['talk'], 'needs a recording or --text'],
    [['talk', 'a.wav', 'b.wav'], 'one recording, got 2'],
    [['talk', 'a.wav', '--text', 'Hi'], 'not both'],
    [['talk', 'a.wav', '--bogus'], "Unknown option '--bogus'"],
    [['talk', 'a.wav', '--port', '1'], '--port is not an option of talk'],
    [['talk', '--text'], "Option '--text <value>' argument missing"],
    [['simulate', 'x'], 'takes no argument'],
    [['inspect'], 'inspect takes one recording, got 0'],
    [['inspect', 'a.wav', 'b.wav'], 'inspect takes one recording, got 2'],
    [['inspect', 'a.wav', '--fast'], '--fast is not an option of inspect'],
    [['simulate', '--port', '99999'], '--port expects 0 to 65535'],
    [['simulate', '--port', 'http'], '--port expects 0 to 65535'],
    [['simulate', '--seed', 'x'], '--seed expects a whole number, got "x"'],
    [['simulate', '--fault', 'close(1)'], '--fault close(1): code expects a close code'],
  ])('refuses %j in one line', (args, message) => {
    const failure = (() => {
      try {
        return parseOptions(args);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(CliError);
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
    expect((failure as CliError).message).not.toContain('\n');
  });
});
