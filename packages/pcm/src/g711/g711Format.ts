/** The two G.711 formats of a session, by the names that `session.audio.*.format.type` uses: µ-law and A-law, 8 kHz. */
export type G711Format = 'audio/pcmu' | 'audio/pcma';

/** Samples a second of both. */
export const g711RateHz = 8_000;
