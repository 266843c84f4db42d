import * as t from 'io-ts';
import { openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const tracingOptions = struct(
  'TracingOptions',
  {},
  {
    /** Name of the workflow. */
    workflow_name: t.string,
    /** Groups traces that belong together. */
    group_id: t.string,
    /** Anything to find the trace by. */
    metadata: t.UnknownRecord,
  },
);
/** How a session appears in the traces dashboard. */
export interface TracingOptions extends t.TypeOf<typeof tracingOptions> {}
export const TracingOptions: t.Type<TracingOptions> = tracingOptions;

const tracing = t.union([openEnum('auto'), TracingOptions], 'Tracing');
/** `auto` names everything by default. (null in a session: off.) Cannot change once tracing is on. */
export type Tracing = t.TypeOf<typeof tracing>;
export const Tracing: t.Type<Tracing> = tracing;
