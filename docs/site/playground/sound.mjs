// What is heard and seen of the sound in the playground: blocks played one behind the other, and an outline of each item.

const rateHz = 24_000;
const barMs = 40;

const samplesOf = (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from(
    { length: bytes.length >> 1 },
    (_, index) => view.getInt16(index * 2, true) / 32_768,
  );
};

/** Plays and draws; `cut` silences what has not been heard, and draws it pale. */
export const soundOf = (canvas) => {
  let context;
  let endsAt = 0;
  let playing = [];
  let bars = [];
  const paint = canvas.getContext('2d');

  const draw = () => {
    const { width, height } = canvas;
    paint.clearRect(0, 0, width, height);
    const step = Math.max(1, Math.min(4, width / Math.max(bars.length, 1)));
    const styles = getComputedStyle(canvas);
    bars.forEach(({ peak, isCut }, index) => {
      paint.fillStyle = styles.getPropertyValue(isCut ? '--vp-c-text-3' : '--vp-c-brand-1');
      paint.globalAlpha = isCut ? 0.45 : 1;
      const tall = Math.max(2, peak * height);
      paint.fillRect(index * step, (height - tall) / 2, Math.max(1, step - 1), tall);
    });
    paint.globalAlpha = 1;
  };

  return {
    reset: () => {
      void context?.close();
      context = new AudioContext({ sampleRate: rateHz });
      endsAt = 0;
      playing = [];
      bars = [];
      draw();
    },
    add: (itemId, base64) => {
      const samples = samplesOf(base64);
      if (samples.length === 0) return;
      const size = (rateHz * barMs) / 1_000;
      for (let at = 0; at < samples.length; at += size) {
        bars.push({
          itemId,
          peak: samples.subarray(at, at + size).reduce((peak, x) => Math.max(peak, Math.abs(x)), 0),
        });
      }
      draw();
      const buffer = context.createBuffer(1, samples.length, rateHz);
      buffer.copyToChannel(samples, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      endsAt = Math.max(endsAt, context.currentTime + 0.05);
      source.start(endsAt);
      endsAt += buffer.duration;
      playing.push(source);
    },
    cut: (itemId, heardMs) => {
      for (const source of playing) source.stop();
      playing = [];
      endsAt = 0;
      let atMs = 0;
      for (const bar of bars.filter((one) => one.itemId === itemId)) {
        bar.isCut = atMs >= heardMs;
        atMs += barMs;
      }
      draw();
    },
    close: () => context?.close(),
  };
};
