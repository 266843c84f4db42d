import { concatMap, defer, filter, map, type Observable, tap } from 'rxjs';
import type { ContentStreams, ItemStream, PartStream } from '../responseStream.ts';

/** Texts one after the other, each growing: the finished ones stay in front. */
const concatTexts = (texts$: Observable<Observable<string>>): Observable<string> =>
  defer(() => {
    let finished = '';
    return texts$.pipe(
      concatMap((text$) => {
        let newest = '';
        return text$.pipe(
          tap({ next: (text) => (newest = text), complete: () => (finished += newest) }),
          map((text) => finished + text),
        );
      }),
    );
  });

/** Sums up the messages of a response in output order. Parts replay, so waiting for their turn loses nothing. */
export const contentStreams = (items$: Observable<ItemStream>): ContentStreams => {
  const parts$ = items$.pipe(
    filter(({ itemType }) => itemType === 'message'),
    concatMap((item): Observable<PartStream> => item.parts$),
  );
  return {
    text$: concatTexts(parts$.pipe(map((part) => part.text$))),
    textDelta$: parts$.pipe(concatMap((part) => part.textDelta$)),
    transcript$: concatTexts(parts$.pipe(map((part) => part.transcript$))),
    transcriptDelta$: parts$.pipe(concatMap((part) => part.transcriptDelta$)),
    audio$: parts$.pipe(concatMap((part) => part.audio$)),
  };
};
