import { describe, expect, it } from '@jest/globals';
import { getTime } from './getTime.ts';

const noon = new Date('2026-01-15T12:00:00Z');

describe('getTime', () => {
  it.each([
    ['London', '12:00 PM in London'],
    ['new york', '7:00 AM in new york'],
    ['Tokyo', '9:00 PM in Tokyo'],
  ])('knows the time in %s', (city, time) => {
    expect(getTime({ city }, noon)).toEqual({ time });
  });

  it('gives the local time without a city', () => {
    expect(getTime({}, noon)).toEqual({ time: expect.stringMatching(/^\d{1,2}:\d\d [AP]M$/) });
  });

  it('says so when no time zone has the name', () => {
    expect(getTime({ city: 'Atlantis' }, noon)).toEqual({ error: 'no time zone is named after Atlantis' });
  });
});
