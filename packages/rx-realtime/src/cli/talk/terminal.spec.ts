import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { Terminal } from './terminal.ts';

const setUp = (isTTY: boolean) => {
  const out = Object.assign(new PassThrough(), { isTTY, columns: 20 });
  const text = () => String(out.read() ?? '');
  return { terminal: new Terminal(out), text };
};

describe('Terminal', () => {
  it('writes only what stays, and no escape codes, where there is no terminal', () => {
    const { terminal, text } = setUp(false);
    terminal.transient('growing');
    terminal.line('final');
    expect(text()).toBe('final\n');
  });

  it('replaces the changing line, keeps it below what stays, and cuts it to the width', () => {
    const { terminal, text } = setUp(true);
    terminal.transient('one');
    terminal.transient('x'.repeat(50));
    terminal.line('stays');
    terminal.transient('');
    expect(text()).toBe(`one\r\u001b[K${'x'.repeat(19)}\r\u001b[Kstays\n${'x'.repeat(19)}\r\u001b[K`);
  });
});
