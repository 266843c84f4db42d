// Mistakes that would lose, repeat, misplace or keep quiet about something, and the specs that must turn red for each.
import { at } from './plantedAt.mjs';
import { plantedInReconnection } from './plantedInReconnection.mjs';

const connection = at('packages/connection/src/internal/Connection.ts', 'src/realtimeSocket.spec.ts');
const outbox = at(
  'packages/connection/src/internal/outgoing/Outbox.ts',
  'src/internal/outgoing/Outbox.spec.ts',
);
const lanes = at('packages/connection/src/internal/outgoing/Lanes.ts', 'src/internal/outgoing/Lanes.spec.ts');
const heartbeat = at(
  'packages/connection/src/internal/line/Heartbeat.ts',
  'src/internal/line/Heartbeat.spec.ts',
);
const inbox = at('packages/connection/src/internal/Inbox.ts', 'src/realtimeSocket.spec.ts');
const link = at('packages/connection/src/internal/line/Link.ts', 'src/realtimeSocket.spec.ts');
const account = at(
  'packages/connection/src/internal/outgoing/DeliveryAccount.ts',
  'src/realtimeSocket.spec.ts',
);
const sessionIds = at(
  'packages/connection/src/internal/outgoing/SessionIds.ts',
  'src/realtimeSocket.spec.ts',
);
const session = at('packages/connection/src/internal/Session.ts', 'src/realtimeSocket.spec.ts');
const notBefore = at('packages/connection/src/internal/NotBefore.ts', 'src/realtimeSocket.spec.ts');
const abandon = at('packages/connection/src/abandon.ts', 'src/realtimeSocket.spec.ts');
const request = at('packages/events/src/protocolRequest.ts', 'src/request.spec.ts');
const queue = at(
  'packages/responses/src/schedule/internal/ResponseQueue.ts',
  'src/schedule/scheduleResponses.spec.ts',
);
const folds = at('packages/responses/src/answers/internal/ResponsesFold.ts', 'src/answers/responses.spec.ts');
const life = at('packages/responses/src/answers/internal/SessionLife.ts', 'src/answers/responses.spec.ts');
const tools = at('packages/session/src/tools/runTools.ts', 'src/tools/runTools.spec.ts');
const tool = at('packages/session/src/tools/internal/runTool.ts', 'src/tools/runTools.spec.ts');

export const planted = [
  session(
    'an event is accounted for after it was written',
    'this.account.wrote(event);\n    this.link.send(text);',
    'this.link.send(text);\n    this.account.wrote(event);',
  ),
  connection(
    'a session learns from the one before',
    'if (link === this.#link) {\n      this.outbox.learn(event);',
    'this.outbox.learn(event);\n    if (link === this.#link) {',
  ),
  connection(
    'the timer of the configuration runs on',
    'this.#configuring.unsubscribe();\n    if (isError(answer))',
    'if (isError(answer))',
  ),
  notBefore('it is ignored', 'this.#atMs - this.#clock.now();', '0;'),
  notBefore(
    'a later, shorter wait shortens the one that the server asked for',
    'Math.max(this.#atMs, this.#clock.now() + delayMs)',
    'this.#clock.now() + delayMs',
  ),
  connection(
    'a connection that never came about is told as lost',
    "if (!local && phase !== 'connecting')",
    'if (!local)',
  ),
  connection(
    'a connection that this side closed is told as lost',
    "if (!local && phase !== 'connecting')",
    "if (phase !== 'connecting')",
  ),
  connection(
    'two sockets are open at once',
    'this.#dialled$.pipe(takeWhile((other) => other !== undefined))',
    'EMPTY',
  ),
  abandon('what waits is forgotten with the connection', ".outbox.discard('given up')", ''),
  outbox('the gap is not told at the end', 'this.#reportGap(audioMs);', ''),
  outbox(
    'the gap of old sound is not told',
    'this.#reportGap(this.#lanes.dropStaleAudio(this.#clock.now()));',
    'this.#lanes.dropStaleAudio(this.#clock.now());',
  ),
  outbox(
    'what was not sent is told of in one place only',
    "if (!isSound) this.delivery$.next({ state: 'unsent', event, generation });",
    '',
  ),
  outbox('sound leaves before the session is configured', 'audioMs > 0 && this.#audioHeld', 'audioMs < 0'),
  lanes('an event overtakes the commit before it', 'if (control < barrier)', 'if (control < Infinity)'),
  lanes(
    'a commit overtakes the sound before it',
    'barrier < audio ? this.#barriers',
    'barrier < Infinity ? this.#barriers',
  ),
  lanes('the lane fills up with what has left', 'else this.#controlBytes -= text.length;', ''),
  heartbeat(
    'the deadline of a pong is twice as long',
    'wait.quietMs >= this.#limits.deadlineMs',
    'wait.quietMs >= 2 * this.#limits.deadlineMs',
  ),
  heartbeat(
    'the timer of the heartbeat runs on after the end',
    'stop(): void {\n    this.#timer?.unsubscribe();',
    'stop(): void {',
  ),
  inbox('drift is not told', 'this.#config = { driftObserver: drift$ };', 'this.#config = {} as never;'),
  link('a key that the server quotes is told', ".replaceAll(this.#secret, '[secret]')", ''),
  link('a socket that has closed is destroyed later', 'this.#closeTimer?.unsubscribe();', ''),
  account(
    'what is unknown at the end is not told',
    "for (const event of this.#outstanding.drain()) this.#tell({ state: 'uncertain', event });",
    'this.#outstanding.drain();',
  ),
  account(
    'an event that is given up for too many is not told of',
    "if (forgotten) this.#tell({ state: 'uncertain', event: forgotten });",
    '',
  ),
  sessionIds(
    'an event for an old session goes to a new one',
    'session !== undefined && session < this.#session',
    'session !== session',
  ),
  request(
    'a request is settled by the answer to another',
    'else if (news.eventId === eventId) answered',
    'else answered',
  ),
  request(
    'the timer of a request runs on after its reply',
    'timer.unsubscribe();\n      if (isOver',
    'if (isOver',
  ),
  request('a response that speaks is given up as silent', 'limit(maxSilenceMs,', 'void (maxSilenceMs,'),
  request(
    'a request that is not sent waits for its time limit',
    'if (id === eventId) fail',
    'if (id !== id) fail',
  ),
  ...plantedInReconnection,
  queue('a response is asked for in a session that is gone', ' || this.#isCut || ', ' || '),
  queue('a request that is lost is not told of', "this.#tell('Lost', this.#slot.request);", '{}'),
  folds(
    'a repeated event counts twice',
    'if (event_id && response.knows(event_id))',
    'if (response.knows(event_id ?? "") && false)',
  ),
  life('the end of a session is not told', "before.next('replaced');", ''),
  tools('a tool runs twice', 'if (!seen.add(callId)) return false;', ''),
  tools(
    'an output goes to a session that does not know the call',
    "if (state === 'live') {",
    "if (state !== 'lost') {",
  ),
  tools('each output brings a response of its own', 'if (round.open > 0) return EMPTY;', ''),
  tool('a tool that is left goes on', 'finalize(() => abort.abort()),', ''),
];
