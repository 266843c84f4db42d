import { EMPTY, ReplaySubject, Subject, defer, filter } from 'rxjs';
import { addressOf } from '../admission/addressOf.ts';
import { answerRest } from '../admission/answerRest.ts';
import { isEndpoint } from '../admission/endpoint.ts';
import { createGrants } from '../admission/grants.ts';
import { rulesOf } from '../admission/rulesOf.ts';
import { checkFaults } from '../faults/checkFaults.ts';
import { createFaultPlan } from '../faults/faultPlan.ts';
import { upgradeFault } from '../faults/upgradeFault.ts';
import { refusedUpgrade } from '../line/refusedUpgrade.ts';
import type { SimulatorConnection } from '../line/simulatorConnection.ts';
import type { FailedUpgrade } from '../line/failedUpgrade.ts';
import type { Recorded } from '../recording/recorded.ts';
import { expiresAt } from '../scope/expiresAt.ts';
import { createIds } from '../scope/ids.ts';
import { derivedSeed, seededRandom } from '../scope/random.ts';
import { reasonOf } from '../scope/reasonOf.ts';
import { timeOf } from '../scope/time.ts';
import type { ToldFact } from '../script/fact.ts';
import { serverError } from '../shapes/refusal.ts';
import type { SimulatorConfig } from '../simulator.ts';
import type { Core } from './core.ts';
import { openConnection } from './openConnection.ts';
import type { Shared } from './openConnection.ts';
import { settingsOf } from './settingsOf.ts';

const keptNotices = 100;

/** Answers a request for what is not there, or for what nobody can read. */
const wrongAddress = (address: URL | undefined): FailedUpgrade | undefined => {
  if (!address) return refusedUpgrade(400);
  return isEndpoint(address.pathname) ? undefined : refusedUpgrade(404);
};

/** Makes a simulator without a transport. */
export const createCore = (config: SimulatorConfig): Core => {
  const seed = config.seed ?? 1;
  const faults = checkFaults(config.faults ?? []);
  const time = timeOf(config.scheduler);
  const restRandom = seededRandom(derivedSeed(seed, 0));
  const grants = createGrants(time, restRandom);
  const stopped$ = new Subject<void>();
  const notices$ = new ReplaySubject<string>(keptNotices);
  const shared: Shared = {
    seed,
    settings: settingsOf(config, time),
    rules: rulesOf(config, grants),
    recording: config.replay,
    startedMs: time.clock.now(),
    connections$: new Subject<SimulatorConnection>(),
    wire$: new Subject<Recorded>(),
    notices$,
    facts$: new Subject<ToldFact>(),
    endedCalls$: grants.ended$,
    stopped$,
  };
  const { settings, rules, connections$, wire$, facts$ } = shared;
  const restScope = { grants, rules, ids: createIds(restRandom), expiresAt: () => expiresAt(settings) };
  let connected = 0;

  return {
    time,
    upgrade: (request) => {
      const connection = ++connected;
      const dice = seededRandom(derivedSeed(seed ^ 0x5eed, connection));
      const plan = createFaultPlan(faults, connection, dice);
      const address = addressOf(request.url);
      return {
        fault: plan.atUpgrade().map(upgradeFault)[0] ?? wrongAddress(address),
        open: (incoming$, left$) =>
          address
            ? defer(() => openConnection(shared, { connection, request, address, plan }, incoming$, left$))
            : EMPTY,
      };
    },
    rest: (request) => {
      try {
        return answerRest(restScope, request);
      } catch (error) {
        notices$.next(`A request could not be answered: ${reasonOf(error)}`);
        return { status: 500, body: { error: serverError } };
      }
    },
    connections$: connections$.asObservable(),
    events$: wire$.pipe(filter((entry) => entry.event !== undefined)),
    wire$: wire$.asObservable(),
    notices$: notices$.asObservable(),
    facts$: facts$.asObservable(),
    notice: (text) => notices$.next(text),
    end: () => {
      stopped$.next();
      connections$.complete();
      wire$.complete();
      notices$.complete();
      facts$.complete();
    },
  };
};
