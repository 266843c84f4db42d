// The simulator of a trial, in a process of its own: says its port, and answers questions about itself.
import { noiseVoice, say, startSimulator } from '@rx-realtime/simulator';

const answer = process.argv[2] ?? 'Hello.';
const audioSpeed = Number(process.argv[3] ?? 5);
const simulator = await startSimulator({
  voice: noiseVoice(),
  responder: () => [say(answer)],
  timing: { audioSpeed },
});
// Nothing but the sessions themselves: what is printed is not a matter of this process.
const figures = () => {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { rss, heapUsed, external, arrayBuffers, cpuMs: (user + system) / 1_000, resources };
};
process.on('message', () => process.send(figures()));
process.send({ url: simulator.url });
