import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeHeardSamples } from './heardSamples.ts';

const rateHz = 1_000; // so that a sample is a millisecond

describe('heardSamples', () => {
  it('knows nothing before the first report', () => {
    expect(makeHeardSamples(rateHz).at(5)).toBe(0);
  });

  it('goes on by the clock while it plays', () => {
    const heard = makeHeardSamples(rateHz);
    heard.report({ atSeconds: 1, samples: 0, playing: true });
    expect(heard.at(0.9)).toBe(0);
    expect(heard.at(1.25)).toBe(250);
  });

  it('stands still while nothing plays, up to the moment at which it begins again', () => {
    const heard = makeHeardSamples(rateHz);
    heard.report({ atSeconds: 1, samples: 0, playing: true });
    heard.report({ atSeconds: 1.5, samples: 500, playing: false });
    heard.report({ atSeconds: 2, samples: 500, playing: true });
    expect([1.25, 1.5, 1.9, 2, 2.25].map(heard.at)).toEqual([250, 500, 500, 500, 750]);
  });

  it('never goes beyond the next report, for clocks that differ a little', () => {
    const heard = makeHeardSamples(rateHz);
    heard.report({ atSeconds: 1, samples: 0, playing: true });
    heard.report({ atSeconds: 1.5, samples: 480, playing: true });
    expect(heard.at(1.499)).toBe(480);
  });

  it('never goes backwards, whenever it is asked', () => {
    const stretch = fc.record({ playing: fc.boolean(), ms: fc.integer({ min: 1, max: 500 }) });
    fc.assert(
      fc.property(fc.array(stretch), fc.array(fc.integer({ min: 0, max: 5_000 })), (stretches, moments) => {
        const heard = makeHeardSamples(rateHz);
        let [atMs, samples] = [0, 0];
        for (const { playing, ms } of stretches) {
          heard.report({ atSeconds: atMs / 1_000, samples, playing });
          atMs += ms;
          if (playing) samples += ms;
        }
        const answers = moments.sort((a, b) => a - b).map((ms) => heard.at(ms / 1_000));
        expect(answers).toEqual([...answers].sort((a, b) => a - b));
      }),
    );
  });
});
