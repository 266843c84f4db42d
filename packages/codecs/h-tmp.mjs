import * as c from './dist/esm/index.js';
const T = (name, s, f = c.decodeFrame) => {
  const t = process.hrtime.bigint();
  let r;
  try {
    r = f(s);
  } catch (e) {
    r = 'THROW ' + e;
  }
  const ms = Number(process.hrtime.bigint() - t) / 1e6;
  console.log(
    name.padEnd(28),
    ms.toFixed(1),
    'ms',
    r._tag,
    r._tag === 'Left' ? r.left.code : ((r.right && r.right.type) ?? r),
  );
};
const M = 1 << 20;
T('warm', '{"type":"error","event_id":"","error":{"message":""}}');
T('deep [ 1e6', '['.repeat(1e6) + ']'.repeat(1e6));
T(
  'deep [ 1e6 in event',
  '{"type":"error","event_id":"","error":{"message":""},"x":' + '['.repeat(1e6) + ']'.repeat(1e6) + '}',
);
T('deep { 1e6', '{"type":"error","x":' + '{"a":'.repeat(1e6) + '1' + '}'.repeat(1e6) + '}');
T('unclosed deep', '['.repeat(1e6));
T(
  '32MiB str',
  '{"type":"response.output_text.delta","event_id":"","response_id":"","item_id":"","output_index":0,"content_index":0,"delta":"' +
    'x'.repeat(32 * M - 200) +
    '"}',
);
T('32MiB str bad', '{"type":"response.output_text.delta","delta":5,"x":"' + 'x'.repeat(32 * M - 200) + '"}');
T('32MiB+', '"' + 'x'.repeat(32 * M) + '"');
T(
  '20MiB audio',
  '{"type":"response.output_audio.delta","event_id":"","response_id":"","item_id":"","output_index":0,"content_index":0,"delta":"' +
    'A'.repeat(20 * M) +
    '"}',
);
T(
  'dense arr 32MiB',
  '{"type":"response.done","response":{"id":"r","output":[' + '1,'.repeat(15 * M) + '1]}}',
);
T('dense arr 1MiB', '{"type":"response.done","response":{"id":"r","output":[' + '1,'.repeat(M / 2) + '1]}}');
T(
  'dense obj 1MiB',
  '{"type":"response.done","response":{"id":"r","output":[' + '{"type":1},'.repeat(M / 11) + '1]}}',
);
T(
  'dense keys 1MiB',
  '{"type":"response.done","x":{' + Array.from({ length: M / 10 }, (_, i) => `"k${i}":1`).join(',') + '}}',
);
T('unicode 32MiB bytes', Buffer.from('"' + 'é'.repeat(15 * M) + '"'));
T('bin', Buffer.alloc(M, 255));
T('esc 32MiB', '{"type":"x","y":"' + '\\u0061'.repeat(5 * M) + '"}');
T('ws 32MiB', ' '.repeat(32 * M - 2) + '1');
T('num 32MiB', '1'.repeat(32 * M - 2));
T('num 1MiB', '1'.repeat(M));
