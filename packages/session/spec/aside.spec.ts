import { describe, expect, it } from '@jest/globals';
import { say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { play } from '../test/play.ts';

const story = 'Once upon a time there was a robot that wanted to sing, and it sang all day and all night.';

const observer: Responder = ({ outOfBand, items, transcript }) =>
  outOfBand ? [say(`${transcript}: ${items.length - 1} items, a story`)] : [say(story)];

describe('ask aside', () => {
  it('does not wait, is not heard, and is not in the conversation', async () => {
    const { assistant, pass, lines, heardAt, time, codes } = play({ responder: observer });
    assistant.connect();
    const whole = firstValueFrom(assistant.ask('Tell me a story.'));
    await pass(700);
    const askedMs = time.now();
    let answeredMs = 0;
    const aside = firstValueFrom(assistant.ask('Classify', { aside: true }));
    void aside.then(() => (answeredMs = time.now()));
    await pass(500);
    expect(await aside).toMatchObject({
      text: 'Classify: 2 items, a story',
      transcript: '',
      audio: [],
      conversationId: null,
    });
    expect(answeredMs - askedMs).toBeLessThan(500);
    await pass(8_000);
    expect((await whole).transcript).toBe(story);
    expect(lines().map(([, text]) => text)).toEqual(['Tell me a story.', story]);
    expect(lines()[1]?.[2]).toBe(story);
    expect(heardAt.filter(({ isLoud }) => isLoud).length).toBeGreaterThan(0);
    expect(codes()).toEqual([]);
  });

  it('is not heard where it is spoken either', async () => {
    const { assistant, pass, heardAt, lines } = play({ responder: observer });
    assistant.connect();
    const aside = firstValueFrom(assistant.ask('Sum up', { aside: true, output_modalities: ['audio'] }));
    await pass(4_000);
    const { audio, transcript } = await aside;
    expect(audio.length).toBeGreaterThan(0);
    expect(transcript).toBe('Sum up: 0 items, a story');
    expect(heardAt).toEqual([]);
    expect(lines()).toEqual([]);
  });

  it('knows only what it is given, where it is given something', async () => {
    const { assistant, pass } = play({ responder: observer, session: { output_modalities: ['text'] } });
    assistant.connect();
    assistant.add('Something that is nobody’s business.');
    await pass(200);
    const aside = firstValueFrom(assistant.ask('Classify', { aside: true, input: [] }));
    await pass(2_000);
    expect((await aside).text).toBe('Classify: 0 items, a story');
  });

  it('says when it is refused', async () => {
    const { assistant, pass } = play({ responder: observer });
    assistant.connect();
    await pass(200);
    const input = [{ type: 'item_reference', id: 'item_0' }] as const;
    const refused = lastValueFrom(assistant.ask('Classify', { aside: true, input })).catch(
      (error: unknown) => error,
    );
    await pass(2_000);
    expect(await refused).toMatchObject({ code: 'response_refused' });
  });
});
