import { Observable } from 'rxjs';
import type { Subscriber } from 'rxjs';
import { chunkPcm16 } from '../sound/chunkPcm16.ts';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { resamplePcm16 } from '../sound/resamplePcm16.ts';
import { workletUrl } from './workletUrl.ts';
import { browserDeviceError } from './browserDeviceError.ts';

/** Which {@link microphone}, and how it is read. */
export interface MicrophoneConfig {
  /** Samples a second, from 4,000 to 384,000; converted from the device's own. @defaultValue 24,000 Hz, what sessions take */
  readonly sampleRateHz?: number;
  /** Length of the emitted blocks, above 0. @defaultValue 20 ms */
  readonly blockMs?: number;
  /**
   * What is asked of the device, such as `{ deviceId }`. Echo cancellation, noise suppression and automatic gain are on
   * unless switched off here: without them a loudspeaker interrupts itself.
   */
  readonly constraints?: MediaTrackConstraints;
  /** Where the worklet is served. @defaultValue `workletUrl('microphone')` */
  readonly workletUrl?: string | URL;
}

/** Goes on after a call on a telephone, or another tab, has taken the sound; errors when the browser does not let it. */
const resumeWhenInterrupted = (context: AudioContext, subscriber: Subscriber<Pcm16>): void => {
  let ran = context.state === 'running';
  context.onstatechange = () => {
    const { state } = context;
    if (state === 'running') ran = true;
    if (state === 'running' || state === 'closed' || !ran) return;
    context
      .resume()
      .catch(() =>
        subscriber.error(browserDeviceError('device_failed', 'microphone', { name: 'interrupted' })),
      );
  };
  subscriber.add(() => (context.onstatechange = null));
};

const open = async (
  context: AudioContext,
  { blockMs = 20, constraints, workletUrl: url = workletUrl('microphone') }: MicrophoneConfig,
  subscriber: Subscriber<Pcm16>,
): Promise<void> => {
  // Settles at the user's first click where the browser wants one; what follows works without.
  context.resume().catch(() => undefined);
  // Typed as always there; without https it is not.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw new DOMException('', 'SecurityError');
  const stream = await devices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...constraints },
  });
  // Also when the subscriber has left meanwhile: then at once.
  subscriber.add(() => stream.getTracks().forEach((track) => track.stop()));
  resumeWhenInterrupted(context, subscriber);
  await context.audioWorklet.addModule(url);
  if (subscriber.closed) return;
  const { sampleRate: sampleRateHz } = context;
  const node = new AudioWorkletNode(context, 'rx-realtime-microphone', {
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: { blockSamples: Math.max(1, Math.round((blockMs * sampleRateHz) / 1_000)) },
  });
  node.port.onmessage = ({ data: pcm }: MessageEvent<Int16Array>) => subscriber.next({ pcm, sampleRateHz });
  subscriber.add(() => node.port.postMessage('end', []));
  stream.getAudioTracks().forEach((track) => {
    track.onended = () =>
      subscriber.error(browserDeviceError('device_failed', 'microphone', { name: 'ended' }));
  });
  // What is not connected to the destination does not run everywhere; the node itself puts out silence.
  context.createMediaStreamSource(stream).connect(node).connect(context.destination);
};

/**
 * The microphone of a browser.
 *
 * Subscribe, and the user is asked; unsubscribe, and the red light goes out.
 *
 * ```
 *         microphone()
 * result  --(user allows)--[20 ms]--[20 ms]--[20 ms]--
 * ```
 *
 * Subscribe in the handler of a click: until the user has touched the page some browsers give nothing.
 *
 * - **Value**: one block of `blockMs`, mono; several channels are mixed by the browser.
 * - **Completion**: never by itself.
 * - **Error**: `device_refused` when the user says no, `device_absent` when there is no microphone, `device_forbidden`
 *   when the page may not ask, `device_unavailable` when the worklet is not where `workletUrl` says; `device_failed` when
 *   it was unplugged, the user takes the permission back, or something else takes the sound and the browser does not
 *   let it go on.
 * - **Unsubscription**: lets go of the microphone.
 * - **Re-subscription**: opens it again; each subscriber opens its own, `share()` makes them one.
 * - **Memory**: less than two blocks.
 *
 * Throws `invalid_config` for a rate or a `blockMs` out of range.
 *
 * @example no-run
 * ```ts no-run
 * import { appendInputAudio } from '@rx-realtime/audio';
 * import { microphone } from '@rx-realtime/audio/browser';
 *
 * microphone()
 *   .pipe(appendInputAudio())
 *   .subscribe((event) => console.log(event.type));
 * // prints: input_audio_buffer.append
 * // prints: …
 * ```
 *
 * @see {@link speaker}, {@link workletUrl}
 */
export function microphone(config: MicrophoneConfig = {}): Observable<Pcm16> {
  const { sampleRateHz = 24_000, blockMs = 20 } = config;
  assertRate('microphone.sampleRateHz', sampleRateHz);
  assertPositiveMs('microphone.blockMs', blockMs);
  const device$ = new Observable<Pcm16>((subscriber) => {
    const fail = (cause: unknown) =>
      subscriber.error(browserDeviceError('device_unavailable', 'microphone', cause));
    try {
      const context = new AudioContext();
      open(context, config, subscriber).catch(fail);
      subscriber.add(() => void context.close());
    } catch (cause) {
      fail(cause);
    }
  });
  return device$.pipe(resamplePcm16({ toHz: sampleRateHz }), chunkPcm16({ durationMs: blockMs }));
}
