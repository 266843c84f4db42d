/**
 * Telephones in place of their providers: written from the providers' pages, and from nothing of this project that reads or
 * writes their messages. They send 20 ms of sound at a time, silence too, play what they are given in real time, and give
 * marks back when what came before was played.
 */
import { base64FromBytes, bytesFromBase64, decodeG711, encodeG711 } from '@rx-realtime/pcm';
import { Subject, Subscription } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';

export type PhoneProvider = 'twilio' | 'telnyx' | 'plivo' | 'vonage';

export interface FakePhone {
  /** What the provider's WebSocket says. */
  readonly frames$: Observable<string | Uint8Array>;
  /** What the application sends. */
  readonly send: (frame: string | Uint8Array) => void;
  /** The application hangs up. */
  readonly hangUp: () => void;
  /** The call comes in. */
  readonly ring: () => void;
  /** The caller says this, at the rate of the call, as soon as what was said before is over. */
  readonly say: (pcm: Int16Array) => void;
  /** The caller hangs up. */
  readonly leave: () => void;
  readonly press: (digit: string) => void;
  /** A frame of any content. */
  readonly garble: (frame: string | Uint8Array) => void;
  /** The line fails. */
  readonly fail: (error: Error) => void;
  /** What the caller has heard, without the silence between. */
  readonly heard: () => Int16Array;
  /** When the application has hung up. */
  readonly hungUpAtMs: () => number | undefined;
  readonly sampleRateHz: number;
}

interface Dialect {
  readonly sampleRateHz: number;
  readonly start: object;
  readonly encode: (pcm: Int16Array) => string | Uint8Array;
  readonly isMarkKeptOnClear: boolean;
  readonly markBack: (name: string) => object;
  readonly cleared?: object;
  readonly dtmf: (digit: string) => object;
  readonly stop?: object;
  /** What a command asks for. */
  readonly understand: (frame: string | Uint8Array) => { sound?: Int16Array; mark?: string; clear?: true };
}

const littleEndian = (pcm: Int16Array): Uint8Array => {
  const bytes = new Uint8Array(pcm.length * 2);
  pcm.forEach((sample, index) => new DataView(bytes.buffer).setInt16(2 * index, sample, true));
  return bytes;
};
const fromLittleEndian = (bytes: Uint8Array): Int16Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: bytes.length / 2 }, (_, index) => view.getInt16(2 * index, true));
};
/** What a command says, as far as telephones listen. */
interface Command {
  readonly event?: string;
  readonly action?: string;
  readonly name?: string;
  readonly media?: { readonly payload: string };
  readonly mark?: { readonly name: string };
  readonly payload?: { readonly name: string };
}
const read = (frame: string | Uint8Array): Command =>
  JSON.parse(typeof frame === 'string' ? frame : '{}') as Command;

const dialects: Readonly<Record<PhoneProvider, Dialect>> = {
  twilio: {
    sampleRateHz: 8_000,
    start: {
      event: 'start',
      sequenceNumber: '1',
      streamSid: 'MZ1',
      start: {
        accountSid: 'AC1',
        streamSid: 'MZ1',
        callSid: 'CA1',
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
        customParameters: { name: 'Ada' },
      },
    },
    encode: (pcm) =>
      JSON.stringify({
        event: 'media',
        streamSid: 'MZ1',
        media: { track: 'inbound', payload: base64FromBytes(encodeG711(pcm, 'audio/pcmu')) },
      }),
    isMarkKeptOnClear: true,
    markBack: (name) => ({ event: 'mark', streamSid: 'MZ1', mark: { name } }),
    dtmf: (digit) => ({ event: 'dtmf', streamSid: 'MZ1', dtmf: { track: 'inbound_track', digit } }),
    stop: { event: 'stop', streamSid: 'MZ1', stop: { accountSid: 'AC1', callSid: 'CA1' } },
    understand: (frame) => {
      const { event, media, mark } = read(frame);
      if (event === 'media')
        return { sound: decodeG711(bytesFromBase64(media?.payload ?? ''), 'audio/pcmu') };
      return event === 'mark' ? { mark: mark?.name ?? '' } : { clear: true };
    },
  },
  telnyx: {
    sampleRateHz: 8_000,
    start: {
      event: 'start',
      sequence_number: '1',
      stream_id: '32DE0DEA',
      start: {
        user_id: '3E6F995F',
        call_control_id: 'v2:T02',
        media_format: { encoding: 'PCMA', sample_rate: 8_000, channels: 1 },
        custom_parameters: { name: 'Ada' },
      },
    },
    encode: (pcm) =>
      JSON.stringify({
        event: 'media',
        stream_id: '32DE0DEA',
        media: { track: 'inbound', payload: base64FromBytes(encodeG711(pcm, 'audio/pcma')) },
      }),
    isMarkKeptOnClear: true,
    markBack: (name) => ({ event: 'mark', stream_id: '32DE0DEA', mark: { name } }),
    dtmf: (digit) => ({ event: 'dtmf', stream_id: '32DE0DEA', dtmf: { digit } }),
    stop: { event: 'stop', stream_id: '32DE0DEA', stop: { call_control_id: 'v2:T02' } },
    understand: (frame) => {
      const { event, media, mark } = read(frame);
      if (event === 'media')
        return { sound: decodeG711(bytesFromBase64(media?.payload ?? ''), 'audio/pcmu') };
      return event === 'mark' ? { mark: mark?.name ?? '' } : { clear: true };
    },
  },
  plivo: {
    sampleRateHz: 8_000,
    start: {
      event: 'start',
      sequenceNumber: 1,
      start: {
        callId: 'c1',
        streamId: 's1',
        accountId: 'MA1',
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-l16', sampleRate: 8_000 },
      },
      extra_headers: 'name=Ada;plan=gold',
    },
    encode: (pcm) =>
      JSON.stringify({
        event: 'media',
        streamId: 's1',
        media: { track: 'inbound', payload: base64FromBytes(littleEndian(pcm)) },
      }),
    isMarkKeptOnClear: false,
    markBack: (name) => ({ event: 'playedStream', streamId: 's1', name }),
    cleared: { event: 'clearedAudio', streamId: 's1' },
    dtmf: (digit) => ({ event: 'dtmf', streamId: 's1', dtmf: { track: 'inbound', digit } }),
    understand: (frame) => {
      const { event, media, name = '' } = read(frame);
      if (event === 'playAudio') return { sound: fromLittleEndian(bytesFromBase64(media?.payload ?? '')) };
      return event === 'checkpoint' ? { mark: name } : { clear: true };
    },
  },
  vonage: {
    sampleRateHz: 16_000,
    start: {
      event: 'websocket:connected',
      'content-type': 'audio/l16;rate=16000',
      call_uuid: 'uuid-1',
      name: 'Ada',
    },
    encode: littleEndian,
    isMarkKeptOnClear: false,
    markBack: (name) => ({ event: 'websocket:notify', payload: { name } }),
    cleared: { event: 'websocket:cleared' },
    dtmf: (digit) => ({ event: 'websocket:dtmf', digit, duration: 260 }),
    understand: (frame) => {
      if (typeof frame !== 'string') return { sound: fromLittleEndian(frame) };
      const { action, payload } = read(frame);
      return action === 'notify' ? { mark: payload?.name ?? '' } : { clear: true };
    },
  },
};

const frameMs = 20;

/** A call of a provider, on a clock. */
export const fakePhone = (provider: PhoneProvider, scheduler: SchedulerLike): FakePhone => {
  const dialect = dialects[provider];
  const { sampleRateHz } = dialect;
  const frame = (frameMs * sampleRateHz) / 1_000;
  const frames$ = new Subject<string | Uint8Array>();
  const line = new Subscription();
  const heard: Int16Array[] = [];
  let saying = new Int16Array(0);
  let queue: { sound?: Int16Array; mark?: string }[] = [];
  let hungUpAtMs: number | undefined;
  const tell = (message: object) => frames$.next(JSON.stringify(message));
  const end = () => {
    line.unsubscribe();
    frames$.complete();
  };

  /** The caller hears the next frame, and says one. */
  const tick = () => {
    const spoken = new Int16Array(frame);
    spoken.set(saying.subarray(0, frame));
    saying = saying.slice(frame);
    frames$.next(dialect.encode(spoken));
    let left = frame;
    while (left > 0 && queue[0]?.sound) {
      const { sound } = queue[0];
      heard.push(sound.slice(0, left));
      const rest = sound.slice(left);
      left -= Math.min(left, sound.length);
      if (rest.length > 0) queue[0] = { sound: rest };
      else queue.shift();
      giveMarksBack();
    }
  };
  const giveMarksBack = () => {
    while (queue[0]?.mark !== undefined) tell(dialect.markBack(queue.shift()?.mark ?? ''));
  };

  return {
    frames$,
    sampleRateHz,
    send: (command) => {
      const { sound, mark, clear } = dialect.understand(command);
      if (sound) queue.push({ sound });
      if (mark !== undefined) queue.push({ mark });
      if (clear) {
        queue = dialect.isMarkKeptOnClear ? queue.filter((item) => item.mark !== undefined) : [];
        if (dialect.cleared) tell(dialect.cleared);
      }
      giveMarksBack();
    },
    hangUp: () => {
      hungUpAtMs ??= scheduler.now();
      end();
    },
    ring: () => {
      tell(dialect.start);
      line.add(
        scheduler.schedule(function () {
          tick();
          if (!line.closed) this.schedule(undefined, frameMs);
        }, frameMs),
      );
    },
    say: (pcm) => {
      const joined = new Int16Array(saying.length + pcm.length);
      joined.set(saying);
      joined.set(pcm, saying.length);
      saying = joined;
    },
    leave: () => {
      if (dialect.stop) tell(dialect.stop);
      end();
    },
    press: (digit) => tell(dialect.dtmf(digit)),
    garble: (garbage) => frames$.next(garbage),
    fail: (error) => {
      line.unsubscribe();
      frames$.error(error);
    },
    heard: () => {
      const pieces = heard.map((piece) => [...piece]);
      return Int16Array.from(pieces.flat());
    },
    hungUpAtMs: () => hungUpAtMs,
  };
};
