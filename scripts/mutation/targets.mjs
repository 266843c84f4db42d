// Which files are mutated, by which specs they must be found, and the least score that passes.
const target = (path, least, ...specs) => {
  const [, name, folder] = /^(packages\/[\w-]+)\/(.*)$/.exec(path) ?? [];
  return {
    file: path,
    specs:
      specs.length > 0
        ? specs.map((spec) => `${name}/${spec}`)
        : [`${name}/${folder.replace(/\.ts$/, '.spec.ts')}`],
    least,
  };
};

const policies = 0.85;

export const targets = [
  target('packages/codecs/src/correlation/Outstanding.ts', policies),
  target('packages/codecs/src/correlation/RecentIds.ts', policies),
  target('packages/codecs/src/correlation/sessionBond.ts', policies),
  target(
    'packages/connection/src/internal/line/closeOutcome.ts',
    policies,
    'src/realtimeSocket.spec.ts',
    'spec/closes.spec.ts',
    'spec/links.spec.ts',
  ),
  target('packages/connection/src/internal/outgoing/Fifo.ts', policies),
  target('packages/connection/src/internal/outgoing/Lanes.ts', policies),
  target('packages/connection/src/internal/outgoing/SessionIds.ts', policies),
  target('packages/connection/src/internal/line/PongWait.ts', policies),
  target('packages/connection/src/internal/line/Heartbeat.ts', policies),
  target('packages/connection/src/internal/line/Uplink.ts', policies),
  target('packages/connection/src/internal/line/closeFrame.ts', policies),
  target(
    'packages/connection/src/internal/outgoing/Outbox.ts',
    policies,
    'src/internal/outgoing/Outbox.spec.ts',
    'src/realtimeSocket.spec.ts',
    'spec/flow.spec.ts',
  ),
  target('packages/audio/src/mouth/reducePlayback.ts', policies),
  target('packages/events/src/protocolRequest.ts', policies, 'src/request.spec.ts'),
  target('packages/reconnection/src/retry/reconnect.ts', policies),
  target(
    'packages/responses/src/answers/internal/ResponsesFold.ts',
    policies,
    'src/answers/responses.spec.ts',
    'src/answers/responses.properties.spec.ts',
  ),
  target('packages/responses/src/answers/internal/SessionLife.ts', policies, 'src/answers/responses.spec.ts'),
  target('packages/responses/src/conversation/reduceConversation.ts', policies),
  target(
    'packages/responses/src/schedule/internal/ResponseQueue.ts',
    policies,
    'src/schedule/scheduleResponses.spec.ts',
  ),
  target('packages/session/src/tools/runTools.ts', policies),
  target('packages/session/src/tools/internal/runTool.ts', policies, 'src/tools/runTools.spec.ts'),
];
