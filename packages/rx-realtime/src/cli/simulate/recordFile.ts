import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { Observable } from 'rxjs';
import { fileError } from './fileError.ts';

/** Creates a file and emits it once it can be written to; finishes it when it is unsubscribed. */
export function recordFile(path: string): Observable<WriteStream> {
  return new Observable((subscriber) => {
    const file = createWriteStream(path);
    file.once('open', () => subscriber.next(file));
    file.on('error', (error) => subscriber.error(fileError(path, error)));
    return () => file.end();
  });
}
