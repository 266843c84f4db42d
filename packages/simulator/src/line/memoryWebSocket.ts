import { ReplaySubject, Subject } from 'rxjs';
import type {
  RefusedUpgradeListener,
  SimulatorUpgradeResponse,
  SimulatorWebSocket,
  SimulatorWebSocketOptions,
} from '../simulatorWebSocket.ts';
import type { ClientClose } from './upgrade.ts';
import type { Host } from './host.ts';
import type { Frame } from './frame.ts';
import type { LineCommand } from './lineCommand.ts';
import type { FailedUpgrade } from './failedUpgrade.ts';
import { memoryLine } from './memoryLine.ts';
import type { MemoryLine } from './memoryLine.ts';

const connecting = 0;
const open = 1;
const closing = 2;
const closed = 3;

type Handler<E> = ((event: E) => void) | null;

/** What the in-memory socket dispatches when it is closed: the fields of a browser's CloseEvent. */
interface MemoryCloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const asBytes = (data: ArrayBufferLike | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);

/** A WebSocket whose other end is a simulator in the same program; everything happens on its scheduler. */
export class MemoryWebSocket extends EventTarget implements SimulatorWebSocket {
  readonly CONNECTING = connecting;
  readonly OPEN = open;
  readonly CLOSING = closing;
  readonly CLOSED = closed;
  readonly url: string;
  readonly extensions = '';
  protocol = '';
  binaryType: BinaryType = 'blob';
  onopen: Handler<Event> = null;
  onmessage: Handler<MessageEvent<string | ArrayBuffer>> = null;
  onerror: Handler<Event> = null;
  onclose: Handler<MemoryCloseEvent> = null;
  #state: 0 | 1 | 2 | 3 = connecting;
  #pongListeners: readonly (() => void)[] = [];
  #refusedListeners: readonly RefusedUpgradeListener[] = [];
  readonly #line: MemoryLine;
  readonly #frames$ = new Subject<Frame>();
  readonly #left$ = new ReplaySubject<ClientClose>(1);

  constructor(
    host: Host,
    url: string | URL,
    protocols: string | readonly string[] = [],
    options: SimulatorWebSocketOptions = {},
  ) {
    super();
    this.url = String(url);
    const offered = typeof protocols === 'string' ? [protocols] : protocols;
    this.#line = memoryLine(host.time.scheduler);
    const upgrade = host.upgrade({
      url: this.url,
      headers: lowerCase(options.headers ?? {}),
      protocols: offered,
    });
    this.#line.down(() => {
      if (this.#state !== connecting) return;
      if (upgrade.fault) return this.#refused(upgrade.fault);
      this.protocol = offered[0] ?? '';
      this.#state = open;
      this.#dispatch('open', new Event('open'));
      upgrade.open(this.#frames$, this.#left$).subscribe((command) => this.#obey(command));
    });
  }

  get bufferedAmount(): number {
    return this.#line.waitingBytes();
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return this.#state;
  }

  send(data: string | ArrayBufferLike | ArrayBufferView | Blob): void {
    if (this.#state === connecting) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
    if (this.#state !== open || data instanceof Blob) return;
    const frame = typeof data === 'string' ? data : asBytes(data);
    this.#line.up(() => this.#frames$.next(frame), frame.length);
  }

  close(code = 1000, reason = ''): void {
    if (this.#state === closing || this.#state === closed) return;
    const wasOpen = this.#state === open;
    this.#state = closing;
    if (!wasOpen) return this.#line.down(() => this.#ended(1006, '', false));
    this.#line.up(() => {
      this.#left$.next({ code, reason });
      this.#line.down(() => this.#ended(code, reason, true));
    });
  }

  /** As in `ws`: asks the other end for a pong. */
  ping(): void {
    if (this.#state !== open) return;
    this.#line.up(() => this.#line.down(() => this.#pongListeners.forEach((listener) => listener())));
  }

  /** As in `ws`: ends the connection without waiting for the other end. */
  terminate(): void {
    this.#ended(1006, '', false);
  }

  /** As in `ws`, for what a browser's WebSocket does not tell: pongs, and the answer to a refused upgrade. */
  on(event: 'pong' | 'upgrade', listener: () => void): void;
  on(event: 'unexpected-response', listener: RefusedUpgradeListener): void;
  on(
    event: 'pong' | 'upgrade' | 'unexpected-response',
    listener: RefusedUpgradeListener & (() => void),
  ): void {
    if (event === 'pong') this.#pongListeners = [...this.#pongListeners, listener];
    if (event === 'unexpected-response') this.#refusedListeners = [...this.#refusedListeners, listener];
  }

  #obey(command: LineCommand): void {
    switch (command.kind) {
      case 'event':
        return this.#line.down(() => this.#receive(JSON.stringify(command.event)));
      case 'frame':
        return this.#line.down(() => this.#receive(command.data));
      case 'close':
        return this.#line.down(() => this.#ended(command.code, command.reason, true));
      case 'cut':
      case 'cutFrame':
      case 'raw':
        // Half a frame, or bytes that are no frame, never reach the application: all it sees is the end.
        return this.#line.down(() => this.#ended(1006, '', false));
      case 'slowUplink':
        return this.#line.slowUplink(command.bytesPerSecond);
      case 'stall':
        return this.#line.stall(command.direction);
      case 'resume':
        return this.#line.resume();
      case 'dribble':
        return this.#line.slowDown(command.everyMs / command.bytes);
      default:
    }
  }

  #receive(data: Frame): void {
    if (this.#state !== open) return;
    const payload = typeof data === 'string' ? data : new Uint8Array(data).buffer;
    this.#dispatch('message', new MessageEvent('message', { data: payload }));
  }

  #refused(fault: FailedUpgrade): void {
    if (fault.kind === 'noAnswer') return;
    const destroy = (): void => this.#ended(1006, '', false);
    if (fault.kind === 'badHandshake' || this.#refusedListeners.length === 0) return destroy();
    const { status: statusCode, headers, body } = fault;
    const response: SimulatorUpgradeResponse = {
      statusCode,
      headers,
      on: (event: 'data' | 'end' | 'error', listener: ((chunk: Uint8Array) => void) & (() => void)): void => {
        if (event === 'data') this.#line.down(() => listener(new TextEncoder().encode(body)));
        if (event === 'end') this.#line.down(() => listener());
      },
    };
    this.#refusedListeners.forEach((listener) => listener({ destroy }, response));
  }

  #ended(code: number, reason: string, wasClean: boolean): void {
    if (this.#state === closed) return;
    this.#state = closed;
    this.#left$.next({ code, reason });
    this.#line.free();
    if (!wasClean) this.#dispatch('error', new Event('error'));
    this.#dispatch('close', Object.assign(new Event('close'), { code, reason, wasClean }));
  }

  #dispatch(name: 'open', event: Event): void;
  #dispatch(name: 'message', event: MessageEvent<string | ArrayBuffer>): void;
  #dispatch(name: 'error', event: Event): void;
  #dispatch(name: 'close', event: MemoryCloseEvent): void;
  #dispatch(name: 'open' | 'message' | 'error' | 'close', event: never): void {
    this[`on${name}`]?.(event);
    this.dispatchEvent(event);
  }
}
