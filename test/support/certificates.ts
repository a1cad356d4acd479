import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why no certificates can be made here; null where they can. */
export async function whyNoCertificates(): Promise<string | null> {
  const isThere = await run('openssl', ['version']).catch(() => null);
  return isThere ? null : 'SKIPPED, NO OPENSSL: openssl is needed to make certificates.';
}

/** Files of PEM: a certificate and its key, apart and in one. */
export type Certificate = {
  readonly certFile: string;
  readonly keyFile: string;
  readonly bothFile: string;
};

const days = ['-days', '2'];
const freshKey = ['-newkey', 'rsa:2048', '-noenc'];

/** Makes an authority; signs for a day or two, in a folder. */
export async function makeAuthority(folder: string, name: string): Promise<Certificate> {
  const files = filesOf(folder, name);
  const made = ['req', '-x509', ...freshKey, '-keyout', files.keyFile, '-out', files.certFile];
  await run('openssl', [...made, ...days, '-subj', `/CN=${name}`]);
  return files;
}

/** What a certificate is for: who it names, and for a server where it is found. */
export type CertificateWish = {
  readonly folder: string;
  readonly name: string;
  readonly addresses?: string;
};

/** Makes a certificate that an authority has signed. */
export async function makeCertificate(
  authority: Certificate,
  { folder, name, addresses = 'DNS:nobody.example' }: CertificateWish,
): Promise<Certificate> {
  const files = filesOf(folder, name);
  const [asked, more] = [join(folder, `${name}.csr`), join(folder, `${name}.ext`)];
  await writeFile(more, `subjectAltName=${addresses}\n`);
  const wish = ['req', ...freshKey, '-keyout', files.keyFile, '-out', asked];
  await run('openssl', [...wish, '-subj', `/CN=${name}`]);
  const by = ['-CA', authority.certFile, '-CAkey', authority.keyFile, '-CAcreateserial'];
  const signed = ['x509', '-req', '-in', asked, ...by, '-out', files.certFile];
  await run('openssl', [...signed, ...days, '-extfile', more]);
  const parts = [files.keyFile, files.certFile].map((file) => readFile(file, 'utf8'));
  await writeFile(files.bothFile, (await Promise.all(parts)).join(''));
  return files;
}

function filesOf(folder: string, name: string): Certificate {
  const file = (end: string) => join(folder, `${name}.${end}`);
  return { certFile: file('crt'), keyFile: file('key'), bothFile: file('pem') };
}
