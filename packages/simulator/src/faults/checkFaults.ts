import type { Fault, FaultPoint } from './fault.ts';

type Field = keyof FaultPoint;

/** What a fault is about: the line, an event, an event of the server, a response, the upgrade. */
type Subject = 'line' | 'event' | 'frame' | 'response' | 'upgrade';

const subjects: Readonly<Record<Fault['do'], Subject>> = {
  reset: 'line',
  drop: 'line',
  cutFrame: 'frame',
  close: 'line',
  expire: 'line',
  stall: 'line',
  dribble: 'line',
  slowUplink: 'line',
  badJson: 'line',
  binary: 'line',
  frame: 'line',
  oversized: 'line',
  unknownEvent: 'line',
  rawBytes: 'line',
  duplicate: 'event',
  reorder: 'event',
  delay: 'event',
  lose: 'event',
  error: 'line',
  failResponse: 'response',
  httpStatus: 'upgrade',
  badHandshake: 'upgrade',
  noAnswer: 'upgrade',
};

/** The fields that make no sense for a subject, and why. */
const useless: Readonly<Record<Subject, readonly [why: string, ...fields: readonly Field[]]>> = {
  line: [''],
  event: ['it happens to an event', 'timeMs'],
  frame: ['it happens to an event of the server', 'timeMs'],
  response: ['it strikes at responses', 'timeMs', 'event', 'from'],
  upgrade: ['it strikes when a connection is asked for', 'timeMs', 'event', 'from', 'count', 'repeat'],
};

interface Slot {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const numberFrom = (expected: string, fits: (value: number) => boolean): Slot => ({
  expected,
  fits: (value) => typeof value === 'number' && Number.isFinite(value) && fits(value),
});
const count = numberFrom('a whole number from 1', (value) => Number.isInteger(value) && value >= 1);

const slots: Readonly<Record<Field, Slot>> = {
  connection: count,
  from: { expected: "'client' or 'server'", fits: (value) => value === 'client' || value === 'server' },
  event: { expected: 'a text', fits: (value) => typeof value === 'string' },
  count,
  repeat: { expected: 'true or false', fits: (value) => typeof value === 'boolean' },
  timeMs: numberFrom('milliseconds from 0', (value) => value >= 0),
  probability: numberFrom('a number from 0 to 1', (value) => value >= 0 && value <= 1),
};

const isField = (key: string): key is Field => Object.hasOwn(slots, key);

const uselessField = (subject: Subject, at: FaultPoint): readonly [Field, string] | undefined => {
  const [why, ...fields] = useless[subject];
  const field = fields.find((key) => at[key] !== undefined);
  if (field !== undefined) return [field, why];
  if (subject === 'frame' && at.from === 'client') return ['from', why];
  const beside = (['count', 'repeat', 'event', 'from'] as const).find((key) => at[key] !== undefined);
  return at.timeMs !== undefined && beside ? [beside, 'at.timeMs says when it strikes'] : undefined;
};

/** Why a fault can never strike as it is written, or undefined. */
const offence = ({ do: action, at = {} }: Fault): string | undefined => {
  if (!Object.hasOwn(subjects, action)) return `there is no fault "${action}"`;
  for (const [key, value] of Object.entries(at)) {
    if (!isField(key)) return `there is no at.${key}`;
    if (value !== undefined && !slots[key].fits(value))
      return `at.${key} of ${action} must be ${slots[key].expected}`;
  }
  const found = uselessField(subjects[action], at);
  return found && `${action} takes no at.${found[0]}, because ${found[1]}`;
};

/** Faults as given, or a TypeError that names the first one which could never strike: silence would pass for health. */
export const checkFaults = (faults: readonly Fault[]): readonly Fault[] => {
  faults.forEach((fault, index) => {
    const why = offence(fault);
    if (why !== undefined) throw new TypeError(`faults[${index}]: ${why}`);
  });
  return faults;
};
