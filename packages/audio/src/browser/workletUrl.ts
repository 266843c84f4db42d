/**
 * Where a worklet of this package lies: a file that a browser loads into its audio thread.
 *
 * Bundlers that know `new URL(…, import.meta.url)` (webpack, Vite) take the file along. With others (esbuild, Rollup), copy
 * the folder `dist/esm/browser/worklets` beside the bundle, or serve `@rx-realtime/audio/worklets/microphone.js` and `…/speaker.js`
 * wherever you like and say so in `workletUrl`.
 *
 * @example no-run
 * ```ts no-run
 * import { workletUrl } from '@rx-realtime/audio/browser';
 *
 * console.log(workletUrl('speaker').startsWith('https://')); // prints: true
 * ```
 *
 * @see https://developer.mozilla.org/docs/Web/API/AudioWorklet
 */
export function workletUrl(name: 'microphone' | 'speaker'): string {
  const url =
    name === 'microphone'
      ? new URL('./worklets/microphone.js', import.meta.url)
      : new URL('./worklets/speaker.js', import.meta.url);
  return url.href;
}
