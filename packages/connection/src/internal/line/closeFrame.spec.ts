import { describe, expect, it } from '@jest/globals';
import { closeFrame } from './closeFrame.ts';

describe('closeFrame', () => {
  it.each([1000, 3000, 4000, 4999])('leaves %s as it is', (code) => {
    expect(closeFrame(code, 'bye')).toEqual({ code, reason: 'bye' });
  });

  it.each([
    undefined,
    null,
    'ENOENT',
    '4000',
    0,
    20,
    999,
    1001,
    1005,
    1006,
    1015,
    2999,
    5000,
    4000.5,
    NaN,
    {},
  ])('takes %p for a normal closure', (code) => {
    expect(closeFrame(code)).toEqual({ code: 1000, reason: '' });
  });

  it.each([
    ['a', 'a'.repeat(123)],
    ['é', 'é'.repeat(61)],
    ['😀', '😀'.repeat(30)],
  ])('cuts a reason of %s at 123 bytes, between characters', (character, cut) => {
    expect(closeFrame(1000, character.repeat(200)).reason).toBe(cut);
  });

  it('takes no reason that is not a text', () => {
    expect(closeFrame(1000, { toString: () => 'x' }).reason).toBe('');
  });
});
