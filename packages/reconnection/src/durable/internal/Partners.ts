import type { DurableEndpoint } from '../durableEndpoint.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import { Endpoints } from './Endpoints.ts';
import { Partner } from './Partner.ts';
import type { PartnerParts } from './Partner.ts';

/** Those with whom a conversation can be held: one for each endpoint that was tried. */
export class Partners {
  readonly endpoints: Endpoints;
  readonly #make: (place: number) => Partner;
  readonly #made = new Map<number, Partner>();

  /** @param admit follows a new partner */
  constructor(
    config: DurableSocketConfig,
    parts: Pick<PartnerParts, 'kept' | 'ears' | 'fate' | 'clock'>,
    admit: (partner: Partner) => void,
  ) {
    const { model, callId, intent, url, azure, organization, project, safetyIdentifier, ...others } = config;
    const { headers, apiKey, dialect, session, endpoints, failover, retry, ...limits } = others;
    const address = { model, callId, intent, url, azure, organization, project, safetyIdentifier, headers };
    const only: DurableEndpoint = { ...address, apiKey, dialect };
    const stableAfterMs = retry?.stableAfterMs ?? 5_000;
    this.endpoints = new Endpoints(endpoints ?? [only], { ...failover, stableAfterMs });
    let generation = 0;
    const nextGeneration = (): number => ++generation;
    this.#make = (place) => {
      const endpoint = this.endpoints.at(place);
      const partner = new Partner({ ...parts, config, limits, session, place, endpoint, nextGeneration });
      admit(partner);
      return partner;
    };
  }

  /** Who is at the endpoint that is tried. */
  get current(): Partner {
    const { place } = this.endpoints;
    const partner = this.#made.get(place) ?? this.#make(place);
    this.#made.set(place, partner);
    return partner;
  }

  /** A second one, who may take over; a call cannot be attached to twice. */
  second(place: number): Partner | undefined {
    return this.endpoints.at(place).callId === undefined ? this.#make(place) : undefined;
  }

  /** A second one has taken over. */
  keep(partner: Partner): void {
    this.endpoints.place = partner.place;
    this.#made.set(partner.place, partner);
  }
}
