// The mistakes of planted.mjs that are about connecting again: kept conversations, sessions that rotate, endpoints.
import { at } from './plantedAt.mjs';

const reconnect = at('packages/reconnection/src/retry/reconnect.ts', 'src/retry/reconnect.spec.ts');
const durable = (name, ...specs) => at(`packages/reconnection/src/durable/internal/${name}.ts`, ...specs);
const rotation = durable('Rotations', 'spec/rotation.spec.ts');
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
const hearing = at('packages/reconnection/src/durable/internal/KeptLedger.ts', 'spec/heard.spec.ts');
const keptLedger = at('packages/reconnection/src/durable/internal/KeptLedger.ts', 'spec/takeover.spec.ts');
const [heldMind, heldPartner, said, asked, books] = [
  'Mind',
  'Partner',
  'Replies',
  'askAgain',
  'Bookkeeping',
].map((name) => durable(name, 'spec/modelCuts.spec.ts'));
const fold = at('packages/reconnection/src/ledger/reduceLedger.ts', 'spec/modelCuts.spec.ts');
const plan = at('packages/reconnection/src/restore/planRestore.ts', 'spec/modelCuts.spec.ts');
const claims = at('packages/reconnection/src/durable/internal/KeptLedger.ts', 'spec/modelCuts.spec.ts');

export const plantedInReconnection = [
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
  mind('sound is said twice to the session that takes over', 'of turn) {', 'of [...turn, ...turn]) {'),
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
  endpoints('an endpoint that refuses for good is asked again', 'this.#refused.add(from);', '{}'),
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
  keptLedger('nobody answers the calls of a dead process', '...unknownOutcomes(kept),', ''),
  hearing('another process says what nobody has heard', "type: 'heard' })),", "type: 'played' })),"),
  said('what was only written counts as confirmed', "if (state !== 'acknowledged') return;", ''),
  said('what the server has confirmed is said again', 'else kept.record({', 'else void ({'),
  heldMind(
    'what waits is not said to the next session',
    'said.add(event);\n        this.say(event);',
    'said.add(event);',
  ),
  heldMind(
    'the answers to what was given back are told',
    'if (!this.#hidden.has(id)) return known;',
    'return known;',
  ),
  heldMind('a call does not go with its output', 'if (call && this.#waiting.delete(callId))', 'if (false)'),
  heldPartner(
    'what a session knew is not forgotten with it',
    'this.session = undefined;\n    this.mind = this.#newMind();',
    'this.session = undefined;',
  ),
  heldMind('the answer that is owed is not asked for again', 'this.#askAgain();\n    return', 'return'),
  asked('an answer is asked for twice', '|| isAsked ||', '||'),
  asked('a call that runs is asked for again', '|| answer.hasCalled)', ')'),
  books('what nobody has heard stays', 'for (const { itemId } of unheard) this.#delete(itemId);', ''),
  plan(
    'items are given back in another order',
    'const kept = replays.slice(first);',
    'const kept = replays.slice(first).reverse();',
  ),
  plan(
    'a call is given back without its output',
    'return given(id, [call, output]);',
    'return given(id, [call]);',
  ),
  fold(
    'an event that was answered waits on',
    'ledger.delivery.filter((other) => other !== event)',
    'ledger.delivery',
  ),
  fold(
    'an answer is owed when it has ended',
    'withAnswer(ledger, event.response.id, () => undefined)',
    'ledger',
  ),
  claims('a call is claimed twice', 'if (this.ledger.calls.get(callId)?.isClaimed) return [false];', ''),
];
