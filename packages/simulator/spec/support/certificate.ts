import { createSign, generateKeyPairSync } from 'node:crypto';

/** One value of ASN.1 in DER. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const text = (value: string): Buffer => der(0x0c, Buffer.from(value));
const bits = (value: Uint8Array): Buffer => der(0x03, Buffer.of(0), value);
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

const day = 86_400_000;
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
const commonName = (value: string): Buffer => sequence(der(0x31, sequence(objectId('550403'), text(value))));
const extension = (id: string, value: Uint8Array): Buffer => sequence(objectId(id), der(0x04, value));

/** A self-signed certificate for 127.0.0.1, good for two days, and its key; both in PEM. */
export const throwAwayCertificate = (): { readonly cert: string; readonly key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = commonName('throw-away');
  const now = Date.now();
  const basicConstraints = extension('551d13', sequence(der(0x01, Buffer.of(0xff))));
  const subjectAltName = extension('551d11', sequence(der(0x87, Buffer.of(127, 0, 0, 1))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(now - day)), utcTime(new Date(now + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(basicConstraints, subjectAltName)),
  );
  const signature = createSign('SHA256').update(body).sign(privateKey);
  const base64 = sequence(body, ecdsaWithSha256, bits(signature)).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
