// The library of certificates needs it, and before it.
import 'reflect-metadata';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { type Identity, type KeyFolders, writeIdentity } from './identity.ts';

export type Usage = 'server' | 'client';

/** Issues identities that trust each other. Its own key is in memory only. */
export interface Authority {
  /** @param name the common name, for people who look at a certificate */
  issue(name: string, usages: readonly Usage[]): Promise<Identity>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Longer than a process runs; each start makes new keys, and the authority's key is gone by then. */
const validFor = 365 * 24 * 3600 * 1000;
/** Clocks that were set back must not make a certificate one of the future. */
const validBefore = 3600 * 1000;

const extended = { server: ExtendedKeyUsage.serverAuth, client: ExtendedKeyUsage.clientAuth };

/** Makes an authority whose certificates are good for the loopback address, from an hour ago for one year. */
export async function createAuthority(name: string, now = Date.now()): Promise<Authority> {
  const subject = `CN=${name}`;
  const keys = await newKeys();
  const validity = { notBefore: new Date(now - validBefore), notAfter: new Date(now + validFor) };
  const root = await X509CertificateGenerator.createSelfSigned({
    name: subject,
    keys,
    signingAlgorithm: algorithm,
    ...validity,
    extensions: [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
  });
  const ca = root.toString('pem');
  return {
    issue: async (holder, usages) => {
      const own = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${holder}`,
        issuer: subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...validity,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension(usages.map((usage) => extended[usage])),
          new SubjectAlternativeNameExtension([
            { type: 'ip', value: '127.0.0.1' },
            { type: 'dns', value: 'localhost' },
          ]),
        ],
      });
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', own.privateKey);
      return { ca, cert: certificate.toString('pem'), key: PemConverter.encode(pkcs8, 'PRIVATE KEY') };
    },
  };
}

/**
 * Makes an authority of its own for one service and those who may call it, and writes their identities.
 * @param folder is emptied; gets the folders `server` and `client`
 * @param serverUsages a server that also calls itself is a client too
 */
export async function issueKeys(
  folder: string,
  name: string,
  serverUsages: readonly Usage[] = ['server'],
): Promise<KeyFolders> {
  const authority = await createAuthority(name);
  const folders = { server: join(folder, 'server'), client: join(folder, 'client') };
  writeIdentity(folders.server, await authority.issue(`${name} server`, serverUsages));
  writeIdentity(folders.client, await authority.issue(`${name} client`, ['client']));
  return folders;
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
