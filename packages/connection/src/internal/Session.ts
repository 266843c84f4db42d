import type { ConnectionLost, TypedEvent, UnknownServerEvent } from '@rx-realtime/codecs';
import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Subject } from 'rxjs';
import type { FirstEvent } from '../protocol.ts';
import type { DeliveryAccount } from './outgoing/DeliveryAccount.ts';
import type { Inbox } from './Inbox.ts';
import type { QueuedFrame } from './outgoing/Lanes.ts';
import type { Link } from './line/Link.ts';
import type { Outlet } from './outgoing/Outbox.ts';

/** What a connection emits. */
export type Emitted<In> = In | UnknownServerEvent | ConnectionLost;

/** What a session is made of. */
interface SessionParts<In extends TypedEvent, Out extends IdentifiedEvent> {
  readonly link: Link;
  readonly inbox: Inbox<In>;
  readonly account: DeliveryAccount<In, Out>;
  /** Who hears of it. */
  readonly output$: Subject<Emitted<In>>;
  /** What it begins with. */
  readonly firstEvent: FirstEvent<Out> | undefined;
}

/** One link, and what belongs to it until its very end. What goes out leaves through it, and is accounted for. */
export class Session<In extends TypedEvent, Out extends IdentifiedEvent> implements Outlet<Out> {
  readonly link: Link;
  readonly inbox: Inbox<In>;
  readonly account: DeliveryAccount<In, Out>;
  readonly output$: Subject<Emitted<In>>;
  readonly firstEvent: FirstEvent<Out> | undefined;

  constructor({ link, inbox, account, output$, firstEvent }: SessionParts<In, Out>) {
    this.link = link;
    this.inbox = inbox;
    this.account = account;
    this.output$ = output$;
    this.firstEvent = firstEvent;
  }

  get generation(): number {
    return this.link.generation;
  }

  get bufferedBytes(): number {
    return this.link.bufferedBytes;
  }

  mayPass({ text, audioMs }: QueuedFrame<Out>, bytesPerMs: number): boolean {
    return this.link.mayPass(text.length, audioMs > 0 ? bytesPerMs : undefined);
  }

  send({ event, text }: Pick<QueuedFrame<Out>, 'event' | 'text'>): void {
    this.account.wrote(event);
    this.link.send(text);
  }
}
