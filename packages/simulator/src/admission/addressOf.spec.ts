import { describe, expect, it } from '@jest/globals';
import { addressOf } from './addressOf.ts';

describe('addressOf', () => {
  it.each([
    ['/v1/realtime?model=a', '/v1/realtime'],
    ['ws://simulator', '/'],
    ['https://api.openai.com/v1/realtime', '/v1/realtime'],
    ['//', '//'],
    ['///', '///'],
    ['//[', '//['],
    ['//@:99999999', '//@:99999999'],
    ['/%', '/%'],
  ])('reads %s', (target, path) => {
    expect(addressOf(target)?.pathname).toBe(path);
  });

  it.each(['', '*', 'v1/realtime', 'http://[', 'http://', 'http://localhost:99999999/', 'ws://a b/'])(
    'cannot read "%s"',
    (target) => {
      expect(addressOf(target)).toBeUndefined();
    },
  );
});
