/** The package brings no types: what it gives is what `fvadDetector` takes. */
declare module '@echogarden/fvad-wasm' {
  const load: (options?: object) => Promise<import('./fvadDetector.ts').FvadModule>;
  export default load;
}
