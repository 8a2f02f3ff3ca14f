import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../http/derive-key.js';

/** Seconds that a device is remembered after it last signed in. */
export const DEVICE_SECONDS = 180 * 86_400;

/**
 * A cookie that says "this browser has signed in to this account". It opens nothing: it only gives the browser an
 * allowance of mistypings of its own (OWASP, "Device cookies").
 */
export function newDeviceCookie(secret: string, staffId: string): string {
  const device = randomBytes(16).toString('base64url');
  return `${device}.${macOf(secret, staffId, device)}`;
}

/** The device's id, if the cookie was made for this account; null otherwise. */
export function readDeviceCookie(secret: string, staffId: string, cookie: string | null): string | null {
  const [device = '', mac = ''] = cookie?.split('.') ?? [];
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(secret, staffId, device))];
  return given.length === right.length && timingSafeEqual(given, right) ? device : null;
}

function macOf(secret: string, staffId: string, device: string): string {
  return createHmac('sha256', deriveKey(secret, 'device-cookie'))
    .update(`${staffId}\0${device}`)
    .digest('base64url');
}
