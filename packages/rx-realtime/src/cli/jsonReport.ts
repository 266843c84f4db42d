import type { TalkEvent } from './talkEvent.ts';

/** Prints a talk for programs: one JSON object a line. */
export const jsonReport =
  (out: NodeJS.WritableStream) =>
  (event: TalkEvent): void => {
    out.write(`${JSON.stringify(event)}\n`);
  };
