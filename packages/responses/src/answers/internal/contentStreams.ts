import { concatMap, defer, filter, map, mergeMap } from 'rxjs';
import type { Observable } from 'rxjs';
import type { ContentStreams, ItemStream, PartStream } from '../responseStream.ts';

interface Placed {
  readonly outputIndex: number;
  readonly contentIndex: number;
  text: string;
}

const comesBefore = (a: Placed, b: Placed): boolean =>
  a.outputIndex < b.outputIndex || (a.outputIndex === b.outputIndex && a.contentIndex < b.contentIndex);

/** The growing texts of all parts as one, in output order, also when the parts open in another. */
const sumTexts = (
  parts$: Observable<PartStream>,
  textOf: (part: PartStream) => Observable<string>,
): Observable<string> =>
  defer(() => {
    const placed: Placed[] = [];
    const place = ({ outputIndex, contentIndex }: PartStream): Placed => {
      const own = { outputIndex, contentIndex, text: '' };
      const before = placed.filter((other) => !comesBefore(own, other)).length;
      placed.splice(before, 0, own);
      return own;
    };
    return parts$.pipe(
      mergeMap((part) => {
        const own = place(part);
        return textOf(part).pipe(
          map((text) => {
            own.text = text;
            // `+` makes a rope; `join` would copy all of it for every piece.
            return placed.reduce((sum, other) => sum + other.text, '');
          }),
        );
      }),
    );
  });

/**
 * Sums up the messages of a response. Texts so far are in output order; pieces and sound come message by message, which
 * loses nothing because parts replay.
 */
export const contentStreams = (items$: Observable<ItemStream>): ContentStreams => {
  const messages$ = items$.pipe(filter(({ itemType }) => itemType === 'message'));
  const parts$ = messages$.pipe(mergeMap((item) => item.parts$));
  const inTurn = <T>(streamOf: (part: PartStream) => Observable<T>): Observable<T> =>
    messages$.pipe(concatMap((item) => item.parts$.pipe(concatMap(streamOf))));
  return {
    text$: sumTexts(parts$, (part) => part.text$),
    textDelta$: inTurn((part) => part.textDelta$),
    transcript$: sumTexts(parts$, (part) => part.transcript$),
    transcriptDelta$: inTurn((part) => part.transcriptDelta$),
    audio$: inTurn((part) => part.audio$),
  };
};
