import { describe, expect, it } from '@jest/globals';
import { fakePhone } from '@rx-realtime/test-kit';
import type { FakePhone, PhoneProvider } from '@rx-realtime/test-kit';
import { VirtualTimeScheduler } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import { tone } from '../index.ts';
import { plivoCall, telnyxCall, twilioCall, vonageCall } from '../phone.ts';
import type { PhoneCall } from '../phone.ts';

const calls = { twilio: twilioCall, telnyx: telnyxCall, plivo: plivoCall, vonage: vonageCall } as const;

const answer = (provider: PhoneProvider) => {
  const scheduler = new VirtualTimeScheduler();
  const phone: FakePhone = fakePhone(provider, scheduler);
  const malformed: AudioError[] = [];
  const begun: PhoneCall[] = [];
  const ends: unknown[] = [];
  let samples = 0;
  const keys: string[] = [];
  const played: number[] = [];
  calls[provider]({
    frames$: phone.frames$,
    send: phone.send,
    hangUp: phone.hangUp,
    scheduler,
    malformedObserver: { next: (error) => void malformed.push(error) },
  }).subscribe({
    next: (call) => {
      begun.push(call);
      call.voice$.subscribe({
        next: ({ pcm }) => (samples += pcm.length),
        complete: () => ends.push('voice'),
      });
      call.keys$.subscribe((key) => keys.push(key));
      call.player.played$.subscribe((ms) => played.push(ms));
    },
    error: (error: unknown) => ends.push(error),
    complete: () => ends.push('call'),
  });
  const pass = (ms: number) => {
    scheduler.maxFrames = scheduler.now() + ms;
    scheduler.flush();
  };
  return { phone, scheduler, malformed, begun, ends, keys, played, pass, samples: () => samples };
};

const providers = ['twilio', 'telnyx', 'plivo', 'vonage'] as const;

describe.each(providers)('a call of %s', (provider) => {
  it('begins with what is known of it', () => {
    const { phone, begun } = answer(provider);
    expect(begun).toEqual([]);
    phone.ring();
    expect(begun).toHaveLength(1);
    expect(begun[0]?.parameters).toMatchObject({ name: 'Ada' });
    expect(begun[0]?.id).not.toBe('');
    expect(begun[0]?.input.rate).toBe(phone.sampleRateHz);
  });

  it('is heard, and played to, until it ends', () => {
    const { phone, begun, ends, keys, played, pass, samples } = answer(provider);
    phone.ring();
    begun[0]?.player.write(tone({ frequencyHz: 440, durationMs: 200, sampleRateHz: phone.sampleRateHz }));
    phone.press('5');
    pass(1_000);
    expect(samples()).toBe(phone.sampleRateHz);
    expect(keys).toEqual(['5']);
    expect(played.at(-1)).toBe(200);
    expect(phone.heard().length).toBe(phone.sampleRateHz / 5);
    phone.leave();
    expect(ends).toEqual(['voice', 'call']);
  });

  it('plays nothing more once it is cleared', () => {
    const { phone, begun, played, pass } = answer(provider);
    phone.ring();
    begun[0]?.player.write(tone({ frequencyHz: 440, durationMs: 2_000, sampleRateHz: phone.sampleRateHz }));
    pass(400);
    begun[0]?.player.clear();
    pass(2_000);
    expect(played.at(-1)).toBe(400);
  });

  it('leaves out what it cannot read, and says so', () => {
    const { phone, malformed, ends, pass, samples } = answer(provider);
    phone.ring();
    for (const garbage of ['no JSON', '{}', '{"event":"media","media":{"payload":7}}']) phone.garble(garbage);
    pass(200);
    expect(malformed.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'malformed_audio'));
    expect(ends).toEqual([]);
    expect(samples()).toBe(phone.sampleRateHz / 5);
  });

  it('fails with its line', () => {
    const { phone, ends } = answer(provider);
    phone.ring();
    phone.fail(new Error('reset'));
    expect(ends).toEqual(['voice', expect.objectContaining({ message: 'reset' })]);
  });
});

describe('a call in a coding that is not known', () => {
  it('is not taken', () => {
    const { phone, ends, begun } = answer('telnyx');
    phone.garble(
      '{"event":"start","start":{"call_control_id":"v2:T02","media_format":{"encoding":"OPUS","sample_rate":48000}}}',
    );
    expect(begun).toEqual([]);
    expect(ends).toEqual([expect.objectContaining({ code: 'unsupported_encoding', actual: 'OPUS' })]);
  });

  it('reads texts that came as bytes', () => {
    const { phone, begun } = answer('twilio');
    phone.garble(
      new TextEncoder().encode(
        '{"event":"start","streamSid":"MZ1","start":{"streamSid":"MZ1","callSid":"CA9"}}',
      ),
    );
    expect(begun.map(({ id }) => id)).toEqual(['CA9']);
  });
});
