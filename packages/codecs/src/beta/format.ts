const g711 = { g711_ulaw: 'audio/pcmu', g711_alaw: 'audio/pcma' } as const;

/** PCM by its rate: `pcm16_8000hz` (Azure Voice Live), `pcm24` (Qwen, whose number is that of the kilohertz). */
const ratedPcm = /^pcm(?:16_(?<hz>\d+)hz|(?<kHz>24))$/;

const rateOf = (name: string, rateHz: number): number | undefined => {
  if (name === 'pcm16' || name === 'pcm') return rateHz;
  const { hz, kHz } = ratedPcm.exec(name)?.groups ?? {};
  if (kHz !== undefined) return Number(kHz) * 1_000;
  return hz === undefined ? undefined : Number(hz);
};

/** The name of a format in the beta as the object that it is today; a name that is not known is the type of one. */
export function liftFormat(format: unknown, rateHz: number): unknown {
  if (typeof format !== 'string') return format;
  const rate = rateOf(format, rateHz);
  if (rate !== undefined) return { type: 'audio/pcm', rate };
  return { type: Object.hasOwn(g711, format) ? g711[format as keyof typeof g711] : format };
}

/** The name that a format had in the beta. */
export function lowerFormat(
  format: { readonly type: string; readonly rate?: number | null | undefined } | null | undefined,
  rateHz: number,
): string | undefined {
  if (format == null) return undefined;
  const { type, rate } = format;
  if (type === 'audio/pcm') return rate == null || rate === rateHz ? 'pcm16' : `pcm16_${rate}hz`;
  return type === g711.g711_ulaw ? 'g711_ulaw' : type === g711.g711_alaw ? 'g711_alaw' : type;
}
