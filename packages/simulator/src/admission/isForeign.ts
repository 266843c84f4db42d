import type { Headers } from './credentialOf.ts';

/** Who may ask, beside this machine. */
export interface Neighbours {
  /** Origins of pages, such as `https://app.example`. */
  readonly allowedOrigins: readonly string[];
  /** Names under which the server may be asked for, such as `simulator.test`. */
  readonly allowedHosts: readonly string[];
}

const loopback = /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const hostnameOf = (url: string): string | undefined => {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
};

const isHere = (url: string): boolean => loopback.test(hostnameOf(url) ?? '');

/**
 * Whether a request comes from a page of another site, or was meant for another name: a page that somebody visits may
 * try to reach what listens on this machine. Programs send no `Origin`, and are let in.
 */
export const isForeign = (
  { origin, host }: Headers,
  { allowedOrigins, allowedHosts }: Neighbours,
): boolean => {
  const isOriginForeign = origin !== undefined && !isHere(origin) && !allowedOrigins.includes(origin);
  const url = `http://${host ?? ''}`;
  const isHostForeign = host !== undefined && !isHere(url) && !allowedHosts.includes(hostnameOf(url) ?? '');
  return isOriginForeign || isHostForeign;
};
