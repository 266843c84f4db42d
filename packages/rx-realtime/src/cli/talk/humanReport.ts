import type pc from 'picocolors';
import type { Summary, TalkEvent } from './talkEvent.ts';
import type { Terminal } from './terminal.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** Where in the sound; compatible servers may leave it out. */
const at = (ms: number | undefined): string => (ms === undefined ? '' : ` at ${seconds(ms)}`);
const labelWidth = 10;

/** Prints a talk for people: what is final as lines, what still grows in one changing line. */
export function humanReport(
  terminal: Terminal,
  colors: ReturnType<typeof pc.createColors>,
): (event: TalkEvent) => void {
  const say = (label: string, text: string): void =>
    terminal.line(`${colors.dim(label.padEnd(labelWidth))}${text}`);
  const growing = (label: string, text: string): void =>
    terminal.transient(`${label.padEnd(labelWidth)}${text}`);

  return (event) => {
    switch (event.type) {
      case 'endpoint':
        terminal.line(
          event.simulated
            ? `${event.reason}: talking to the embedded simulator (${event.url})`
            : `talking to ${event.url}`,
        );
        return event.notice && say('notice', event.notice);
      case 'question':
        return say('question', `${event.name}, ${seconds(event.durationMs)}, ${event.sampleRateHz} Hz`);
      case 'session':
        return say(
          'session',
          `${event.id} (${event.model})${event.generation > 1 ? colors.yellow(' reconnected') : ''}`,
        );
      case 'reconnecting':
        return say('lost', colors.yellow(`${event.reason}; reconnecting in ${Math.round(event.delayMs)} ms`));
      case 'upload':
        return growing('sending', bar(event.sentMs, event.totalMs));
      case 'speech_started':
        return say('listening', `speech started${at(event.atMs)}`);
      case 'speech_stopped':
        return say('listening', `speech stopped${at(event.atMs)}`);
      case 'user':
        return event.final ? say('you', colors.cyan(event.transcript)) : growing('you', event.transcript);
      case 'assistant':
        return event.final
          ? say('assistant', colors.green(event.transcript))
          : growing('assistant', event.transcript);
      case 'tool_call':
        return say('tool', `${event.name}(${JSON.stringify(event.arguments)})`);
      case 'tool_result':
        return say('tool', `→ ${event.output}`);
      case 'audio':
        return;
      case 'warning':
        return say('warning', colors.yellow(event.message));
      case 'summary':
        terminal.transient('');
        terminal.line();
        for (const [label, value] of rows(event)) terminal.line(`${label.padEnd(30)}${value.padStart(20)}`);
        return terminal.line(`\n${event.out}: ${seconds(event.audioOutMs)}, 24000 Hz, mono`);
    }
  };
}

const barWidth = 24;

function bar(sentMs: number, totalMs: number): string {
  if (totalMs === 0) return '';
  const filled = Math.round((sentMs / totalMs) * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${seconds(sentMs)} of ${seconds(totalMs)}`;
}

const milliseconds = (ms: number | undefined): string => (ms === undefined ? '–' : `${Math.round(ms)} ms`);

const rows = (summary: Summary): [string, string][] => [
  [
    `${summary.audioInMs > 0 ? 'speech stopped' : 'asked'} → first audio`,
    milliseconds(summary.toFirstAudioMs),
  ],
  ['first audio → done', milliseconds(summary.firstAudioToDoneMs)],
  ['audio in / out', `${seconds(summary.audioInMs)} / ${seconds(summary.audioOutMs)}`],
  ['tokens in (cached) / out', `${summary.inputTokens} (${summary.cachedTokens}) / ${summary.outputTokens}`],
  [
    summary.pricesAsOf === undefined ? 'cost' : `cost (prices of ${summary.pricesAsOf})`,
    summary.usd === undefined ? 'no price known' : `$${summary.usd.toFixed(5)}`,
  ],
  ['connections', `${summary.connections}`],
];
