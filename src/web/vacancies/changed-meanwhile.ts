import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sentFor, type Fields } from '../address.js';

/** What a form to change something showed at first, by the name of its input: a hidden input takes it along. */
export type Shown = Readonly<Record<string, string>>;

const shownInput = z.record(z.string(), z.string());

/** For the hidden input. Long values by their hash: they are only ever compared. */
export function writeShown(shown: Shown): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, brief(value)])),
  );
}

/**
 * What somebody changed, on top of what a colleague saved meanwhile: without the fields that they left as they were shown.
 * `theirs` has what stands now for fields that both changed, each in another way.
 */
export function changedMeanwhile(sent: Fields, now: Shown): { readonly own: Fields; readonly theirs: Shown } {
  const before = readShown(sentFor(sent, 'shown'));
  const isOwn = (name: string, value: unknown): boolean =>
    typeof value !== 'string' || before[name] === undefined || brief(value) !== before[name];
  const own = Object.fromEntries(Object.entries(sent).filter(([name, value]) => isOwn(name, value)));
  const theirs = Object.entries(now).filter(([name, value]) => {
    const given = sentFor(own, name);
    return given !== undefined && brief(given) !== brief(value) && brief(value) !== before[name];
  });
  return { own, theirs: Object.fromEntries(theirs) };
}

function readShown(text: string | undefined): Shown {
  try {
    return shownInput.parse(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

const LONGEST = 100;

/** Line ends come back from a browser as CR and LF. */
function brief(value: string): string {
  const plain = value.replaceAll('\r\n', '\n').trim();
  return plain.length <= LONGEST ? plain : createHash('sha256').update(plain).digest('base64');
}
