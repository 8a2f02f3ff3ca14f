import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';

const strong = (): string => randomBytes(32).toString('hex');
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://ot.agency.example',
  DATABASE_URL: `postgres://ot_match:${strong()}@db/ot_match`,
  LINK_SECRET: strong(),
  TRUSTED_PROXIES: '1',
};

describe('in production', () => {
  it('secrets made at random are taken, and a second factor is required', () => {
    expect(readConfig(production)).toMatchObject({ production: true, secondFactorRequired: true });
    const services = {
      REDIS_URL: `rediss://:${strong()}@redis:6379`,
      SMTP_URL: `smtp://post:${strong()}@mail.agency.example`,
      MAIL_FROM: 'post@agency.example',
    };
    expect(readConfig({ ...production, ...services }).redisUrl).toBe(services.REDIS_URL);
  });

  it('a database that asks for no password is left to its administrator', () => {
    const url = 'postgres://ot_match@localhost/ot_match?host=/run/postgresql';
    expect(readConfig({ ...production, DATABASE_URL: url }).databaseUrl).toBe(url);
    const byCertificate = 'postgres://ot_match@db/ot_match?sslcert=/run/secrets/client.crt';
    expect(readConfig({ ...production, DATABASE_URL: byCertificate }).databaseUrl).toBe(byCertificate);
  });

  it('behind https has to know its proxies, or all who come would be one address', () => {
    for (const TRUSTED_PROXIES of [undefined, ''])
      expect(() => readConfig({ ...production, TRUSTED_PROXIES })).toThrow('TRUSTED_PROXIES: say how many');
    expect(readConfig({ ...production, TRUSTED_PROXIES: '0' }).trustedProxies).toBe(0);
    const here = { ...production, TRUSTED_PROXIES: '', PUBLIC_URL: 'http://localhost:3000' };
    expect(readConfig(here).trustedProxies).toBe(0);
  });

  it.each([
    ['LINK_SECRET', 'a'.repeat(64)],
    ['LINK_SECRET', 'abcabcabcabcabcabcabcabcabcabcabcabc'],
    ['LINK_SECRET', 'this-is-a-secret-that-I-made-up-myself'],
    ['LINK_SECRET', 'change-me-change-me-change-me-0123456'],
    ['DATABASE_URL', 'postgres://ot_match:postgres@db/ot_match'],
    ['DATABASE_URL', 'postgres://ot_match:password12345678@db/ot_match'],
    ['DATABASE_URL', 'postgres://ot_match:aaaaaaaaaaaaaaaa@db/ot_match'],
    ['DATABASE_URL', 'postgres://ot_match@db/ot_match'],
    ['DATABASE_URL', 'postgres://ot_match@localhost/ot_match?host=db.agency.example'],
    ['DATABASE_URL', 'postgres://ot_match:p%61ssword-of-mine-0123@db/ot_match'],
    ['REDIS_URL', 'redis://:short@redis:6379'],
    ['REDIS_URL', 'rediss://ot_match:change-me-soon-0123@redis:6379'],
    ['SMTP_URL', 'smtp://post:secret-of-the-post@mail.agency.example:587'],
    ['OIDC_CLIENT_SECRET', 'short'],
    ['OIDC_CLIENT_SECRET', 'client-secret-0123456789'],
    ['STORAGE_KEYS', `a:${Buffer.alloc(32, 7).toString('base64')}`],
    ['STORAGE_KEYS', `a:${Buffer.from('typed-by-hand-32-characters-long').toString('base64')}`],
    ['STORAGE_KEYS', `a:${randomBytes(16).toString('base64')}`],
    ['STORAGE_KEYS', randomBytes(32).toString('base64')],
    ['PUBLIC_URL', 'http://ot.agency.example'],
    ['OIDC_ISSUER', 'http://id.agency.example'],
  ])('%s is refused when it is %s, without being repeated', (name, value) => {
    const oidc = {
      OIDC_ISSUER: 'https://id.agency.example',
      OIDC_CLIENT_ID: 'x',
      OIDC_CLIENT_SECRET: strong(),
    };
    const mail = name === 'SMTP_URL' ? { MAIL_FROM: 'post@agency.example' } : {};
    const read = (): unknown => readConfig({ ...production, ...oidc, ...mail, [name]: value });
    expect(read).toThrow(new RegExp(`^The environment is not usable:\\n {2}${name}: `));
    expect(read).not.toThrow(value);
  });

  it('half an OpenID provider is refused, with what is missing', () => {
    expect(() => readConfig({ ...production, OIDC_ISSUER: 'https://id.agency.example' })).toThrow(
      /OIDC_CLIENT_ID: needed .*\n.*OIDC_CLIENT_SECRET: needed/,
    );
  });
});
