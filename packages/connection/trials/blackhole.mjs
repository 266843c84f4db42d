// A server on a host whose address vanishes: packages are lost without a reset and without a local error.
import { ip, startHost } from './namespace.mjs';

export async function startBlackhole() {
  const host = await startHost('hostServer.mjs');
  const mac = String(ip('netns', 'exec', host.name, 'cat', `/sys/class/net/${host.there}/address`)).trim();
  // A permanent neighbour, so that not even a failed address resolution tells.
  ip('neigh', 'replace', host.address, 'lladdr', mac, 'dev', host.here, 'nud', 'permanent');
  const die = () => ip('netns', 'exec', host.name, 'ip', 'addr', 'flush', 'dev', host.there);
  return { url: `ws://${host.address}:${host.line}`, die, close: host.close };
}
