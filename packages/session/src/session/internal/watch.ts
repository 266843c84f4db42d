import type { PlaybackLedger } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import { isBenignError } from '@rx-realtime/events';
import type { ScheduleReport } from '@rx-realtime/responses';
import { Subscription } from 'rxjs';
import type { Observable, Subject } from 'rxjs';
import type { AssistantSettings, AssistantSocket } from '../assistantConfig.ts';
import type { Activity } from './Activity.ts';
import { differing } from './differing.ts';
import { formatOf } from './settingsOf.ts';
import type { StateStreams } from './StateStreams.ts';

/** What there is to hear of a session. */
export interface Watched {
  readonly socket: AssistantSocket;
  readonly live$: Observable<ServerEvent>;
  readonly ledger$: Observable<PlaybackLedger>;
  readonly reports$: Observable<ScheduleReport>;
  /** What it was asked to be. */
  readonly settings: AssistantSettings;
}

/** Hears what goes on, and tells what goes wrong. */
export const watch = (
  { socket, live$, ledger$, reports$, settings }: Watched,
  activity: Activity,
  changes$: Subject<void>,
  state: StateStreams,
): Subscription => {
  const watching = new Subscription();
  watching.add(
    live$.subscribe((event) => {
      activity.received(event);
      if (event.type === 'response.done' || event.type === 'connection.lost') changes$.next();
      if (event.type === 'error' && !isBenignError(event.error))
        state.report('service_error', event, event.error.message);
      if (event.type === 'response.done' && event.response.status === 'failed')
        state.report('response_failed', event.response, 'an answer failed');
    }),
  );
  watching.add(
    ledger$.subscribe(({ parts, waiting }) => {
      for (const part of parts) socket.heard?.(part);
      activity.isSpeaking = waiting.length > 0;
      changes$.next();
    }),
  );
  watching.add(
    reports$.subscribe((report) => {
      if (report._tag === 'Coalesced' || report._tag === 'Deferred') return;
      if (report._tag === 'Refused' || report._tag === 'Unanswered' || report._tag === 'Lost')
        activity.refused();
      state.report('response_refused', report, `the answer will not come: ${report._tag}`);
    }),
  );
  watching.add(
    live$
      .pipe(differing({ input: formatOf(settings, 'input'), output: formatOf(settings, 'output') }))
      .subscribe((message) => void state.report('format_differs', message)),
  );
  watching.add(socket.undelivered$.subscribe(({ error }) => void state.report('undelivered', error)));
  watching.add(
    socket.audioGap$.subscribe(
      (gap) => void state.report('audio_gap', gap, `${gap.durationMs} ms of sound were dropped`),
    ),
  );
  watching.add(socket.sourceError$.subscribe(({ error }) => void state.report('hands_failed', error)));
  return watching;
};
