// A page that holds the whole conversation in itself: simulator, voice and voice detector, without a server.
import { outputAudio, resamplePcm16, silence } from '@rx-realtime/audio';
import {
  conversationItemCreate,
  inputAudioBufferAppend,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { createSimulator, noiseVoice, webrtcDetector } from '@rx-realtime/simulator';
import type { SimulatorConfig } from '@rx-realtime/simulator';
import { fliteVoice } from '@rx-realtime/simulator/flite';
import { recording, whole } from './recording.ts';
import {
  concatWith,
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  of,
  share,
  takeUntil,
  takeWhile,
  tap,
  timer,
  toArray,
} from 'rxjs';

const voices = { flite: () => fliteVoice({ wasm: '/flite.wasm' }), noise: () => noiseVoice() };

/** Sound is uploaded at once, so none of it is too old. */
const connect = (config: SimulatorConfig) =>
  realtimeSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: createSimulator(config).WebSocket,
    maxAudioMs: 60_000,
    maxAudioAgeMs: Infinity,
  });

const api = {
  /** Has the assistant say something. */
  speak: async (voice: keyof typeof voices, text: string) => {
    const socket = connect({ voice: voices[voice](), responder: () => [{ _tag: 'Say', text }] });
    const startedAt = performance.now();
    let firstAudioMs = Number.NaN;
    const answer = lastValueFrom(
      socket.pipe(
        takeWhile(({ type }) => type !== 'response.done'),
        outputAudio(),
        tap(() => {
          if (Number.isNaN(firstAudioMs)) firstAudioMs = performance.now() - startedAt;
        }),
        whole,
      ),
    );
    socket.next(conversationItemCreate(userText('Speak!')));
    socket.next(responseCreate());
    const { pcm, sampleRateHz } = await answer;
    const rms = Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length) / 32_768;
    return { seconds: pcm.length / sampleRateHz, rms, firstAudioMs };
  },

  /** Plays a recording to the simulator and tells the turns that it heard. */
  listen: async (detector: 'energy' | 'webrtc', url: string) => {
    const socket = connect(
      detector === 'webrtc' ? { detector: await webrtcDetector({ wasm: '/fvad.wasm' }) } : {},
    );
    const live$ = socket.pipe(share());
    const heard = firstValueFrom(
      live$.pipe(
        filter(({ type }) => type.startsWith('input_audio_buffer.speech_')),
        map(
          (event: ServerEvent) =>
            [
              event.type,
              'audio_start_ms' in event
                ? event.audio_start_ms
                : 'audio_end_ms' in event
                  ? event.audio_end_ms
                  : 0,
            ] as const,
        ),
        takeWhile(([type]) => !type.endsWith('stopped'), true),
        toArray(),
        takeUntil(timer(20_000)),
      ),
    );
    const { pcm } = await lastValueFrom(
      of(await recording(url)).pipe(
        concatWith(of(silence({ durationMs: 1_000, sampleRateHz: 48_000 }))),
        resamplePcm16({ toHz: 24_000 }),
        whole,
      ),
    );
    await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
    for (let at = 0; at < pcm.length; at += 24_000)
      socket.next(inputAudioBufferAppend(pcm.subarray(at, at + 24_000)));
    return heard;
  },

  /** Whether the policy is in force: an inline script must not run. */
  runsInlineScripts: () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineScriptRan = true';
    document.head.append(script);
    return 'inlineScriptRan' in globalThis;
  },
};

export type SimulatorPage = typeof api;
Object.assign(globalThis, { page: api });
