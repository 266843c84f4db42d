// Mistakes that would lose, repeat, misplace or keep quiet about something, and the specs that must turn red for each.
const at = (file, ...specs) => {
  const [name] = /^packages\/[\w-]+\//.exec(file) ?? [];
  return (mistake, text, by) => ({
    file,
    mistake,
    text,
    by,
    specs: specs.map((spec) => name + spec),
  });
};

const connection = at('packages/connection/src/internal/Connection.ts', 'src/realtimeSocket.spec.ts');
const outbox = at('packages/connection/src/internal/Outbox.ts', 'src/internal/Outbox.spec.ts');
const lanes = at('packages/connection/src/internal/Lanes.ts', 'src/internal/Lanes.spec.ts');
const heartbeat = at('packages/connection/src/internal/Heartbeat.ts', 'src/internal/Heartbeat.spec.ts');
const inbox = at('packages/connection/src/internal/Inbox.ts', 'src/realtimeSocket.spec.ts');
const link = at('packages/connection/src/internal/Link.ts', 'src/realtimeSocket.spec.ts');
const account = at('packages/connection/src/internal/DeliveryAccount.ts', 'src/realtimeSocket.spec.ts');
const sessionIds = at('packages/connection/src/internal/SessionIds.ts', 'src/realtimeSocket.spec.ts');
const request = at('packages/events/src/request.ts', 'src/request.spec.ts');
const reconnect = at('packages/reconnection/src/retry/reconnect.ts', 'src/retry/reconnect.spec.ts');
const durable = (name, ...specs) => at(`packages/reconnection/src/durable/internal/${name}.ts`, ...specs);
const rotation = durable('rotation', 'spec/rotation.spec.ts');
const rotations = durable('Rotations', 'spec/rotation.spec.ts', 'spec/expiry.spec.ts');
const mind = durable('Mind', 'spec/rotation.spec.ts');
const handing = durable('DurableConnection', 'spec/rotation.spec.ts', 'spec/expiry.spec.ts');
const replies = durable('Replies', 'spec/expiry.spec.ts');
const endpoints = durable('Endpoints', 'spec/failover.spec.ts');
const inFile = (name) =>
  at(
    `packages/reconnection/src/file/internal/${name}.ts`,
    'src/file/fileLedger.spec.ts',
    'src/file/internal/fileLedgerIn.spec.ts',
  );
const [ledgerFile, fileLock, lineFrame, fileSystem] = ['LedgerFile', 'FileLock', 'frame', 'fileSystem'].map(
  inFile,
);
const stored = at(
  'packages/reconnection/src/store/withoutCredentials.ts',
  'src/store/withoutCredentials.spec.ts',
);
const takeover = at(
  'packages/reconnection/src/ledger/unknownOutcomes.ts',
  'src/ledger/unknownOutcomes.spec.ts',
);
const keptLedger = at('packages/reconnection/src/durable/internal/KeptLedger.ts', 'spec/takeover.spec.ts');
const queue = at(
  'packages/responses/src/schedule/internal/ResponseQueue.ts',
  'src/schedule/scheduleResponses.spec.ts',
);
const folds = at('packages/responses/src/answers/internal/ResponsesFold.ts', 'src/answers/responses.spec.ts');
const life = at('packages/responses/src/answers/internal/SessionLife.ts', 'src/answers/responses.spec.ts');
const tools = at('packages/session/src/tools/runTools.ts', 'src/tools/runTools.spec.ts');
const tool = at('packages/session/src/tools/internal/runTool.ts', 'src/tools/runTools.spec.ts');

export const planted = [
  connection(
    'an event is accounted for after it was written',
    'account.wrote(event);\n        link.send(text);',
    'link.send(text);\n        account.wrote(event);',
  ),
  connection(
    'a session learns from the one before',
    'if (link === this.#link) {\n      this.outbox.learn(event);',
    'this.outbox.learn(event);\n    if (link === this.#link) {',
  ),
  connection(
    'the timer of the configuration runs on',
    "this.#configuring.unsubscribe();\n    if (answer.type === 'error')",
    "if (answer.type === 'error')",
  ),
  connection('notBefore is ignored', 'this.#notBeforeMs - this.#clock.now();', '0;'),
  connection(
    'a later, shorter wait shortens the one that the server asked for',
    'Math.max(this.#notBeforeMs, this.#clock.now() + delayMs)',
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
  connection('what waits is forgotten with the connection', "this.outbox.discard('given up')", 'undefined'),
  outbox('the gap is not told at the end', 'this.#reportGap(audioMs);', ''),
  outbox(
    'the gap of old sound is not told',
    'this.#reportGap(this.#lanes.dropStaleAudio(this.#clock.now()));',
    'this.#lanes.dropStaleAudio(this.#clock.now());',
  ),
  outbox(
    'what was not sent is told of in one place only',
    "if (!isAppend(event)) this.delivery$.next({ state: 'unsent', event, generation });",
    '',
  ),
  outbox(
    'sound leaves before the session is configured',
    'if (frame.audioMs > 0 && this.#audioHeld) return false;',
    '',
  ),
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
    'timer.unsubscribe();\n      const isLeft',
    'const isLeft',
  ),
  request('a response that speaks is given up as silent', 'limit(maxSilenceMs,', 'void (maxSilenceMs,'),
  request(
    'a request that is not sent waits for its time limit',
    'if (id === eventId) fail',
    'if (id !== id) fail',
  ),
  reconnect('what no retry mends is tried again', ' || !error.retriable) return', ') return'),
  reconnect('what waits is kept after giving up', 'abandon(error);', ''),
  reconnect('the news of a loss counts as a session', 'if (!isLoss(value)) history', 'history'),
  reconnect('other subscribers do not wait', 'postpone(error, delayMs);', ''),
  rotation('a session takes over twice', '    take(1),', '    take(2),'),
  rotation(
    'a session takes over before it knows the conversation',
    'mind.restoration?.isDone === true && isQuiet()',
    'mind.restoration !== undefined && isQuiet()',
  ),
  rotation(
    'an answer is cut though there was time to wait',
    '.isDone === true && isQuiet()',
    '.isDone === true',
  ),
  mind(
    'a session takes over without what was said since it was given the conversation',
    'this.give(this.#books.forgetUnheard());',
    '',
  ),
  mind('sound is said twice to the session that takes over', 'of events) {', 'of [...events, ...events]) {'),
  handing(
    'the wrong session is the owner after a rotation that failed',
    'this.owner.dismiss(partner);\n    if (partner.place',
    'this.owner.turnTo(partner);\n    if (partner.place',
  ),
  handing('a turn that is cut by the deadline is not told', 'if (!info.isQuiet) this', 'if (false) this'),
  rotations('a session that is refused is asked for again and again', 'rotateIn(this.#gapMs)', 'rotateIn(0)'),
  rotations(
    'a second session that is there is no use when the first is lost',
    'if (current?.partner.mind.restoration === undefined) return false;',
    'return false;',
  ),
  rotations('the least gap is not kept', 'nowMs - this.#lastMs < this.#gapMs', 'nowMs < 0'),
  rotations(
    'the second session lives on when the first is lost',
    'this.#host.owner.retire(current.partner, () => this.#running.unsubscribe());',
    '',
  ),
  replies(
    'the session before confirms what the next one was told',
    'reply);\n    if (!isOwner(partner)) return;',
    'reply);',
  ),
  endpoints('an endpoint that refuses for good is asked again', 'this.#refused.add(this.place);', '{}'),
  endpoints('servers that cannot be reached are asked without a wait', '? undefined : 0', '? 0 : 0'),
  ledgerFile(
    'an entry is durable before it is written',
    'await this.#file.append(text);',
    'void this.#file.append(text);',
  ),
  ledgerFile('a torn line stays', 'await file.cut(size);', ''),
  ledgerFile('what a disk has refused is never written', 'if (this.#trouble || this.#file', 'if (this.#file'),
  ledgerFile('the end of the lock is not seen', 'if (await this.#lock?.isHeld()) return;', 'return;'),
  ledgerFile('a disk that refuses is never left alone', 'this.#clock.now() < this.#retryAtMs', 'false'),
  ledgerFile(
    'each failure puts the next attempt off',
    'if (trouble !== this.#trouble) this.#retryAtMs',
    'this.#retryAtMs',
  ),
  fileLock('the lock of a living process is taken', 'if (await isAlive(fs, owner)) throw fenced(path);', ''),
  lineFrame(
    'a changed byte is not seen',
    'return crc32(`${seq} ${entry}`) === Number(crc) ? entry : undefined;',
    'return entry;',
  ),
  fileSystem('a link is followed', 'constants.O_NOFOLLOW | constants.O_NONBLOCK', 'constants.O_NONBLOCK'),
  stored('credentials are written', '!(isTool && secrets.has(key))', 'key !== ""'),
  takeover('a call is answered twice', '!call.isAnswered', 'call.isClaimed'),
  keptLedger('nobody answers the calls of a dead process', '...unknownOutcomes(kept), ', ''),
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
    "if (state === 'live') return concat",
    "if (state !== 'lost') return concat",
  ),
  tools('each output brings a response of its own', 'if (left > 0 || !isToBeAnswered', 'if (!isToBeAnswered'),
  tool('a tool that is left goes on', 'finalize(() => abort.abort()),', ''),
];
