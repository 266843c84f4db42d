import { describe, expect, it } from '@jest/globals';
import { clientEventCodecs } from '../events/clientEventCodecs.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';
import { realtimeCorrelation } from './realtimeCorrelation.ts';

/** Sound is not confirmed event by event, and the end of a session is the end of the connection. */
const unconfirmed = ['input_audio_buffer.append', 'session.input_audio_buffer.append', 'session.close'];

describe('realtimeCorrelation', () => {
  it('says of every client event how it is confirmed, or that it never is', () => {
    expect(new Set([...Object.keys(realtimeCorrelation), ...unconfirmed])).toEqual(
      new Set(Object.keys(clientEventCodecs)),
    );
  });

  it('names only events that a server sends', () => {
    const replies = Object.values(realtimeCorrelation).flatMap((answer) => answer.replies);
    expect(replies.filter((type) => !Object.hasOwn(serverEventCodecs, type))).toEqual([]);
  });
});
