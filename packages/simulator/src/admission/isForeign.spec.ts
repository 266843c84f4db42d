import { describe, expect, it } from '@jest/globals';
import { isForeign } from './isForeign.ts';

const nobody = { allowedOrigins: [], allowedHosts: [] };
const some = { allowedOrigins: ['https://app.example'], allowedHosts: ['simulator.test'] };

describe('isForeign', () => {
  it.each([
    [{}],
    [{ host: '127.0.0.1:8080' }],
    [{ host: 'localhost' }],
    [{ host: '[::1]:8080' }],
    [{ host: 'localhost:1', origin: 'http://localhost:4200' }],
    [{ host: 'localhost:1', origin: 'https://127.0.0.1' }],
    [{ host: 'app.localhost:1', origin: 'http://app.localhost' }],
  ])('lets %j in', (headers) => {
    expect(isForeign(headers, nobody)).toBe(false);
  });

  it.each([
    [{ origin: 'https://app.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'http://localhost.example' }],
    [{ origin: 'http://127.0.0.1.example' }],
    [{ host: 'simulator.test:80' }],
    [{ host: 'localhost.example' }],
    [{ host: '' }],
    [{ host: 'a b' }],
  ])('keeps %j out', (headers) => {
    expect(isForeign(headers, nobody)).toBe(true);
  });

  it('lets in whom it is told to, and nobody who looks alike', () => {
    expect(isForeign({ origin: 'https://app.example', host: 'simulator.test:80' }, some)).toBe(false);
    expect(isForeign({ origin: 'https://app.example:444' }, some)).toBe(true);
    expect(isForeign({ origin: 'http://app.example' }, some)).toBe(true);
    expect(isForeign({ host: 'a.simulator.test' }, some)).toBe(true);
  });
});
