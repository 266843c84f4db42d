import type { Recording } from './recording.ts';

/** The part of a recording that a connection gets: its own, or the last when it has none. */
export const recordedConnection = (recording: Recording, connection: number): Recording => {
  const last = recording.reduce((latest, entry) => Math.max(latest, entry.connection), 0);
  return recording.filter((entry) => entry.connection === Math.min(connection, last));
};
