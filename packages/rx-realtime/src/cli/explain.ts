import { AudioError } from '@rx-realtime/audio';
import type { AudioErrorCode } from '@rx-realtime/audio';
import { isRealtimeError } from '@rx-realtime/connection';
import type { RealtimeError } from '@rx-realtime/connection';
import { ReconnectError } from '@rx-realtime/reconnection';
import { CliError } from './cliError.ts';
import type { exitCodes } from './cliError.ts';

/** Puts any failure into the one line and the exit code that the command line ends with. */
export function explain(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof ReconnectError) return explain(error.cause);
  if (error instanceof AudioError) return explainAudio(error);
  if (isRealtimeError(error))
    return new CliError(
      connectionKind(error),
      `${error.message.replace(/\.$/, '')}. ${advice(error)}`,
      error,
    );
  return new CliError('unexpected', error instanceof Error ? error.message : String(error), error);
}

function explainAudio(error: AudioError): CliError {
  const { code, where, message } = error;
  // "readWav question.wav" names an operator and a file; the user knows the file.
  const line = message.replace(where, where.replace(/^\w+ /, ''));
  return new CliError(
    fileKinds[code] ?? 'unexpected',
    code === 'truncated_recording' ? `${line}. Record it again` : line,
    error,
  );
}

const fileKinds: Partial<Record<AudioErrorCode, keyof typeof exitCodes>> = {
  file_not_found: 'fileNotFound',
  not_a_file: 'notAFile',
  not_wav: 'notWav',
  truncated_recording: 'truncatedWav',
  empty_recording: 'emptyRecording',
  unsupported_encoding: 'unsupportedWav',
  unsupported_rate: 'unsupportedWav',
  file_access: 'fileAccess',
};

const connectionKind = ({ reason, phase }: RealtimeError): keyof typeof exitCodes => {
  if (reason === 'auth') return 'keyRefused';
  if (reason === 'policy') return 'requestRefused';
  return phase === 'ready' ? 'interrupted' : 'unreachable';
};

const advice = (error: RealtimeError): string => {
  switch (connectionKind(error)) {
    case 'keyRefused':
      return 'Check OPENAI_API_KEY, or use --simulator to work without a key';
    case 'requestRefused':
      return 'Check --model, --voice and --url';
    case 'interrupted':
      return 'What had arrived is kept; run it again';
    default:
      return 'Check --url and the network, or use --simulator';
  }
};
