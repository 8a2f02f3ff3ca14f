import { describe, expect, it } from 'vitest';
import { requireProof } from '../../../src/staff/oidc-provider.js';

const asked = (requiredAmr: string[] | null, requiredAcr: string[] | null = null) => ({
  requiredAmr,
  requiredAcr,
});

describe('how somebody signed in at the OpenID provider', () => {
  it.each([
    [{ amr: ['pwd', 'mfa'] }, asked(['mfa', 'hwk'])],
    [{ amr: ['hwk'] }, asked(['mfa', 'hwk'])],
    [{ acr: 'gold' }, asked(null, ['silver', 'gold'])],
    [{ amr: ['mfa'], acr: 'gold' }, asked(['mfa'], ['gold'])],
    [{}, asked(null)],
  ])('is enough: %j for %j', (claims, settings) => {
    expect(() => {
      requireProof(claims, settings);
    }).not.toThrow();
  });

  it.each([
    [{}, asked(['mfa'])],
    [{ amr: ['pwd'] }, asked(['mfa'])],
    [{ amr: 'mfa' }, asked(['mfa'])],
    [{ amr: [['mfa']] }, asked(['mfa'])],
    [{ acr: 'bronze' }, asked(null, ['gold'])],
    [{ acr: ['gold'] }, asked(null, ['gold'])],
    [{ amr: ['mfa'] }, asked(['mfa'], ['gold'])],
  ])('is not: %j for %j', (claims, settings) => {
    expect(() => {
      requireProof(claims, settings);
    }).toThrow('the provider names none of these');
  });
});
