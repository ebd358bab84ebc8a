import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addressOf, readSettings, SettingsError, type Env } from './settings';

const faultsOf = (env: Env): readonly string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences;
    throw error;
  }
};

describe('settings', () => {
  it('need nothing: an embedded database, the demo, this machine alone', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000, host: '127.0.0.1', publicUrl: null, dataDir: resolve('.data'), databaseUrl: null, databaseAppUrl: null,
      demo: 'full', demoPassword: null, keyFile: resolve('.data/dossier.key'), key: null, smtpUrl: null, tls: null, trustProxy: null,
      databasePoolSize: 10, logLevel: null, metricsToken: null,
    });
  });

  it('take an empty value for none', () => {
    expect(readSettings({ DATABASE_URL: '', PORT: ' ', DEMO_PASSWORD: '' }).databaseUrl).toBeNull();
  });

  it.each<[string, Env, string]>([
    ['a port that is none', { PORT: '80a' }, 'PORT is "80a"'],
    ['a port too large', { PORT: '70000' }, 'PORT is "70000"'],
    ['a demo of another size', { DEMO: 'big' }, 'DEMO is "big"'],
    ['a short demo password', { DEMO_PASSWORD: 'short' }, 'DEMO_PASSWORD is shorter'],
    ['a database that is none', { DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL is not an address'],
    ['a database without a name', { DATABASE_URL: 'postgres://localhost' }, 'DATABASE_URL names no database'],
    ['a distant database without word on encryption', { DATABASE_URL: 'postgres://db.example/dossier' }, 'does not say how the line'],
    ['an app login without owner', { DATABASE_APP_URL: 'postgres://localhost/dossier' }, 'DATABASE_APP_URL is set without'],
    ['a public address that is none', { PUBLIC_URL: 'dossier.example' }, 'PUBLIC_URL is not an address'],
    ['a mail server that is none', { SMTP_URL: 'mail.example' }, 'SMTP_URL is not an address'],
    ['a sender that is none', { MAIL_FROM: 'Dossier' }, 'MAIL_FROM is not an address'],
    ['half a single sign-on', { OIDC_ISSUER: 'https://login.example' }, 'OIDC_ISSUER is set without OIDC_CLIENT_ID'],
    ['a provider over an open line', { OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'x' }, 'OIDC_ISSUER is not an address'],
    ['a key too short', { KEY: 'YWJj' }, 'KEY is not a key of 32 bytes'],
    ['two keys', { KEY: '0'.repeat(64), KEY_FILE: 'k' }, 'KEY and KEY_FILE are both set'],
    ['half a certificate', { TLS_CERT: 'cert.pem' }, 'TLS_CERT is set without TLS_KEY'],
    ['a proxy that is none', { TRUST_PROXY: 'yes' }, 'TRUST_PROXY is "yes"'],
    ['a receiver that is none', { WEBHOOK_ALLOW: 'erp.lan:8080, what is this' }, 'WEBHOOK_ALLOW is "erp.lan:8080, what is this"'],
    ['an open line to the network', { HOST: '0.0.0.0' }, 'HOST is 0.0.0.0'],
  ])('refuse %s', (_, env, sentence) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(sentence);
    expect(faults[0]).toMatch(/\.$/);
  });

  it('know where mail comes from, and who signs people in', () => {
    expect(readSettings({ PUBLIC_URL: 'https://dossier.example' }).mailFrom).toBe('dossier@dossier.example');
    expect(readSettings({ MAIL_FROM: 'Dossier <d@example.com>' }).mailFrom).toBe('Dossier <d@example.com>');
    expect(readSettings({ OIDC_ISSUER: 'http://127.0.0.1:8080', OIDC_CLIENT_ID: 'dossier', OIDC_NAME: 'Acme' }).signOn).toEqual({ issuer: 'http://127.0.0.1:8080', clientId: 'dossier', clientSecret: null, name: 'Acme' });
  });

  it('name a certificate that cannot be read', () => {
    expect(faultsOf({ TLS_CERT: '/nowhere/c.pem', TLS_KEY: '/nowhere/k.pem' })).toEqual([
      'TLS_CERT is "/nowhere/c.pem", which is no readable PEM file.',
      'TLS_KEY is "/nowhere/k.pem", which is no readable PEM file.',
    ]);
  });

  it('name all faults at once', () => {
    expect(faultsOf({ PORT: 'x', DEMO: 'x' })).toHaveLength(2);
  });

  it('open the product to the network behind TLS or a declared proxy', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    const file = join(folder, 'both.pem');
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\n');
    expect(faultsOf({ HOST: '0.0.0.0', TLS_CERT: file, TLS_KEY: file })).toEqual([]);
    expect(readSettings({ HOST: '0.0.0.0', TRUST_PROXY: '1' }).trustProxy).toBe(1);
    expect(readSettings({ TRUST_PROXY: 'loopback, 10.0.0.0/8, fd00::1' }).trustProxy).toEqual(['loopback', '10.0.0.0/8', 'fd00::1']);
  });

  it('tell the address a person types', () => {
    expect(addressOf(readSettings({}), 3000)).toBe('http://localhost:3000');
    expect(addressOf(readSettings({ PUBLIC_URL: 'https://dossier.example/' }), 3000)).toBe('https://dossier.example');
    expect(addressOf(readSettings({ HOST: '::1' }), 80)).toBe('http://localhost:80');
  });
});
