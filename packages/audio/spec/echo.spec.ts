// What a model does that hears itself, and what the gate does about it: a user in a room with a loudspeaker, against the
// simulator. The echo is 10 dB below what is played, as on a telephone that lies on a table.
import { describe, expect, it } from '@jest/globals';
import { realtimeSocket } from '@rx-realtime/connection';
import { createSimulator, say, simulatedUser, virtualTime } from '@rx-realtime/simulator';
import type { Utterance } from '@rx-realtime/simulator';
import { filter, identity, share } from 'rxjs';
import { appendInputAudio, playback, speech, virtualPlayer } from '../src/index.ts';
import { echoGate } from '../src/phone.ts';
import type { EchoGateConfig } from '../src/phone.ts';

const story = 'Once upon a time there was a listener who knew when to interrupt. '.repeat(2);

const converse = (
  config: EchoGateConfig | undefined,
  utterances: readonly Utterance[],
  { echoDb = -10, noise = 0 } = {},
) => {
  const time = virtualTime();
  const user = simulatedUser(utterances, { echo: 10 ** (echoDb / 20), noise }).enter(time);
  const { WebSocket: WebSocketCtor, events$ } = createSimulator({
    scheduler: time,
    transcribe: () => 'Hello.',
    responder: () => [say(story)],
  });
  const player = virtualPlayer({ scheduler: time });
  let heardMs = 0;
  player.heard$.subscribe((sound) => {
    heardMs += (sound.pcm.length * 1_000) / sound.sampleRateHz;
    user.hear(sound);
  });
  const gate = config && echoGate(player, config);
  const socket = realtimeSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor,
    scheduler: time,
  });
  const live$ = socket.pipe(share());
  const turns: number[] = [];
  events$.subscribe(({ event }) => {
    if (event['type'] === 'input_audio_buffer.speech_started') turns.push(time.now());
  });
  const bargeIn$ = live$.pipe(filter(({ type }) => type === 'input_audio_buffer.speech_started'));
  const sending = socket.send(
    user.microphone$.pipe(gate ? gate.ears() : identity, appendInputAudio()),
    live$.pipe(speech(), playback(gate?.mouth ?? player, { bargeIn$ })),
  );
  time.advanceTo(20_000);
  sending.unsubscribe();
  return { turns, heardMs };
};

const greeting: Utterance = { atMs: 500, text: 'Hello, who is there?' };
/** Once he has listened to the story for a while. */
const interruption: Utterance = { atMs: 6_000, text: 'Stop, please, I know this one.' };

describe('an echo of -10 dB', () => {
  it('makes the model interrupt itself, again and again', () => {
    const { turns, heardMs } = converse(undefined, [greeting]);
    expect(turns.length).toBeGreaterThan(4);
    expect(heardMs).toBeLessThan(9_000);
  });

  it('is no turn behind the gate, and the story is heard to its end', () => {
    const { turns, heardMs } = converse({}, [greeting]);
    expect(turns).toHaveLength(1);
    expect(heardMs).toBeGreaterThanOrEqual((story.length / 15) * 1_000 - 1);
  });

  it('is no turn in half-duplex either, where nobody can interrupt', () => {
    const { turns, heardMs } = converse({ bargeIn: false }, [greeting, interruption]);
    expect(turns).toHaveLength(1);
    expect(heardMs).toBeGreaterThanOrEqual((story.length / 15) * 1_000 - 1);
  });

  it('does not keep the user from interrupting', () => {
    const { turns } = converse({}, [greeting, interruption]);
    expect(turns).toHaveLength(2);
    expect((turns[1] ?? 0) - 6_000).toBeLessThan(600);
  });

  it('is told from the noise of a room', () => {
    const { turns } = converse({}, [greeting, interruption], { noise: 0.003 });
    expect(turns).toHaveLength(2);
  });

  it.each([-6, -15, -25, -40])('may be one of %d dB as well, whatever the gate was told', (echoDb) => {
    const { turns } = converse({}, [greeting, interruption], { echoDb });
    expect(turns).toHaveLength(2);
    expect((turns[1] ?? 0) - 6_000).toBeLessThan(600);
  });

  it('is let through where the room takes off far less than the gate was told', () => {
    expect(converse({ lossDb: 20 }, [greeting], { echoDb: -3 }).turns.length).toBeGreaterThan(4);
    expect(converse({ lossDb: 3 }, [greeting], { echoDb: -3 }).turns).toHaveLength(1);
  });
});
