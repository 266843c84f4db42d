import { describe, expect, it } from '@jest/globals';
import { shownUrl } from './shownUrl.ts';

describe('shownUrl', () => {
  it.each([
    ['ws://127.0.0.1:8080/v1/realtime', 'ws://127.0.0.1:8080/v1/realtime'],
    ['wss://ada:secret@example.com/v1/realtime', 'wss://example.com/v1/realtime'],
    ['wss://example.com/v1/realtime?api-key=secret#secret', 'wss://example.com/v1/realtime'],
    ['ada:secret@example.com', 'ada:…'],
    ['://ada:secret@', 'a URL that cannot be read'],
  ])('of %s', (url, shown) => {
    expect(shownUrl(url)).toBe(shown);
  });
});
