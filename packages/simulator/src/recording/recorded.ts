/** What all entries of a recording say. */
export interface RecordedHead {
  readonly connection: number;
  readonly from: 'client' | 'server';
  /** Milliseconds since the simulator was made. */
  readonly timeMs: number;
}

/** An event that crossed the wire, for logs and assertions. Where it held a key it says `redacted`. */
export interface SimulatorEvent extends RecordedHead {
  readonly event: Readonly<Record<string, unknown>>;
  readonly frame?: never;
  readonly close?: never;
}

/** A frame that crossed the wire and is no event: its text, or its bytes in base64. */
export interface RecordedFrame extends RecordedHead {
  readonly frame: string | { readonly base64: string };
  readonly event?: never;
  readonly close?: never;
}

/** The end of a connection; the code is null when it was not closed but broke off, or when the close frame had none. */
export interface RecordedClose extends RecordedHead {
  readonly close: { readonly code: number | null; readonly reason: string };
  readonly event?: never;
  readonly frame?: never;
}

/** Something that crossed the wire, as a recording has it. */
export type Recorded = SimulatorEvent | RecordedFrame | RecordedClose;
