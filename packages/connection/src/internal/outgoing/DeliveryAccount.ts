import { Outstanding } from '@rx-realtime/codecs/correlation';
import type { Correlation, IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Delivery, TypedEvent } from '@rx-realtime/codecs';
import type { NextObserver } from 'rxjs';

/** What was written to one connection and not yet answered; tells what became of each event, once. */
export class DeliveryAccount<In extends TypedEvent, Out extends IdentifiedEvent> {
  readonly #outstanding: Outstanding<Out, In>;
  readonly #generation: number;
  readonly #deliveryObserver: NextObserver<Delivery<Out, In>>;

  constructor(
    correlation: Correlation<Out, In>,
    generation: number,
    deliveryObserver: NextObserver<Delivery<Out, In>>,
  ) {
    this.#outstanding = new Outstanding(correlation);
    this.#generation = generation;
    this.#deliveryObserver = deliveryObserver;
  }

  /** An event is about to leave. */
  wrote(event: Out): void {
    const forgotten = this.#outstanding.add(event);
    if (forgotten) this.#tell({ state: 'uncertain', event: forgotten });
  }

  /** The server said something: returns the event that it was the answer to, if to any. */
  settle(reply: In): Out | undefined {
    const event = this.#outstanding.settle(reply);
    if (event) this.#tell({ state: 'acknowledged', event, reply });
    return event;
  }

  /** The connection has ended: what is left will never be known. */
  close(): void {
    for (const event of this.#outstanding.drain()) this.#tell({ state: 'uncertain', event });
  }

  #tell(delivery: Omit<Delivery<Out, In>, 'generation'>): void {
    this.#deliveryObserver.next({ ...delivery, generation: this.#generation });
  }
}
