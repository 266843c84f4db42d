import type { AdmissionRules } from './admission.ts';
import type { Grants } from './grants.ts';

/** What whoever runs the simulator says about who is let in. */
interface Doorkeeper {
  readonly apiKey?: string;
  readonly acceptsModel?: (model: string) => boolean;
}

/** Who is let in, with every default filled in. */
export const rulesOf = (
  { apiKey, acceptsModel = (model) => /^gpt-|realtime/.test(model) }: Doorkeeper,
  { grantOf, callOf, isOver }: Grants,
): AdmissionRules => ({
  accepts: apiKey === undefined ? undefined : (credential) => credential === apiKey,
  grantOf,
  callOf,
  isOver,
  acceptsModel,
});
