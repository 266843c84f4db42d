/** A socket that does what a spec says; the spec plays the network and the server. */
export interface FakeWebSocket {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The frames that were sent, as text. */
  readonly sent: string[];
  /** The `type` of each event that was sent. */
  readonly sentTypes: readonly string[];
  /** How the client closed it: a code, `'terminated'`, or not yet. */
  readonly closedWith: number | 'terminated' | undefined;
  readonly pings: number;
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  readonly isPaused: boolean;
  bufferedAmount: number;
  /** What `close()` of the client leads to: an answer of the peer, or nothing (a frozen peer). */
  answersClose: boolean;
  open(): void;
  message(event: unknown): void;
  pong(): void;
  error(error?: { code?: string; message?: string }): void;
  /** The peer's close frame has come and its socket is not yet gone: what is sent now is swallowed. */
  beginClose(): void;
  close(code: number, reason?: string): void;
}

type Handler = ((event: never) => void) | null;
interface Options {
  readonly headers?: Readonly<Record<string, string>>;
}
interface Socket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  binaryType: string;
  onopen: Handler;
  onmessage: Handler;
  onclose: Handler;
  onerror: Handler;
  on(event: string, listener: (...args: unknown[]) => void): void;
  send(text: string): void;
  ping(): void;
  close(code?: number): void;
  terminate(): void;
  pause(): void;
  resume(): void;
}

/** The constructor to give to the code under test, and the sockets that it has made. */
export interface FakeWebSockets {
  readonly sockets: readonly FakeWebSocket[];
  readonly WebSocket: new (url: string, protocols?: string[], options?: Options) => Socket;
}

/**
 * Makes a constructor and the list of the sockets that it has made.
 *
 * @param onCreate called with each new socket, before the client has attached its handlers
 * @param remember whether to keep the sockets in the list
 */
export function fakeWebSockets(
  onCreate?: (socket: FakeWebSocket) => void,
  { remember = true }: { readonly remember?: boolean } = {},
): FakeWebSockets {
  const sockets: FakeWebSocket[] = [];
  class WebSocket implements Socket {
    readyState = 0;
    binaryType = 'blob';
    onopen: Handler = null;
    onmessage: Handler = null;
    onclose: Handler = null;
    onerror: Handler = null;
    readonly #listeners = new Map<string, ((...args: unknown[]) => void)[]>();
    readonly #control: FakeWebSocket & {
      closedWith: number | 'terminated' | undefined;
      pings: number;
      isPaused: boolean;
    };

    constructor(url: string, protocols: string[] = [], options: Options = {}) {
      const readyState = () => this.readyState;
      const emit = (handler: Handler, event: unknown) => handler?.(event as never);
      this.#control = {
        url,
        protocols,
        headers: options.headers ?? {},
        sent: [],
        get sentTypes() {
          return this.sent.map((text) => (JSON.parse(text) as { type: string }).type);
        },
        closedWith: undefined,
        pings: 0,
        isPaused: false,
        get isOpen() {
          return readyState() === 1;
        },
        get isClosed() {
          return readyState() === 3;
        },
        bufferedAmount: 0,
        answersClose: true,
        open: () => {
          if (this.readyState !== 0) return;
          this.readyState = 1;
          emit(this.onopen, {});
        },
        message: (event) =>
          emit(this.onmessage, {
            data: typeof event === 'string' || event instanceof ArrayBuffer ? event : JSON.stringify(event),
          }),
        pong: () => this.#listeners.get('pong')?.forEach((listener) => listener()),
        error: (error = {}) => emit(this.onerror, { error, message: error.message }),
        beginClose: () => {
          if (this.readyState < 2) this.readyState = 2;
        },
        close: (code, reason = '') => {
          if (this.readyState === 3) return;
          this.readyState = 3;
          emit(this.onclose, { code, reason });
        },
      };
      if (remember) sockets.push(this.#control);
      onCreate?.(this.#control);
    }

    get bufferedAmount(): number {
      return this.#control.bufferedAmount;
    }
    on(event: string, listener: (...args: unknown[]) => void): void {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    }
    send(text: string): void {
      if (this.readyState > 1) return;
      this.#control.sent.push(text);
    }
    ping(): void {
      this.#control.pings += 1;
    }
    close(code = 1005): void {
      if (this.readyState >= 2) return;
      this.readyState = 2;
      this.#control.closedWith = code;
      if (this.#control.answersClose) this.#control.close(code);
    }
    pause(): void {
      this.#control.isPaused = true;
    }
    resume(): void {
      this.#control.isPaused = false;
    }
    terminate(): void {
      if (this.readyState === 3) return;
      this.#control.closedWith = 'terminated';
      this.#control.close(1006);
    }
  }
  return { sockets, WebSocket };
}
