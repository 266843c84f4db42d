/** The optional peer need not be installed for this package to compile. */
declare module 'decibri' {
  const decibri: import('./loadDecibri.ts').Decibri;
  export default decibri;
}
