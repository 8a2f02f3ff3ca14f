import { posix } from 'node:path';
import type { WordPackage } from './open-package.js';
import { parseXml } from './parse-xml.js';

export interface Relationship {
  /** By which the part refers to it. */
  readonly id: string;
  /** Last word of the relationship type, the same in the transitional and the strict dialect: `header`, `styles`. */
  readonly kind: string;
  /** Name of the part inside the package. */
  readonly part: string;
}

/**
 * Relationships of a part (`''`: of the package) to other parts of the package. Those that lead outside, to files or
 * addresses, are left out and never followed.
 */
export async function relationshipsOf(zip: WordPackage, part: string): Promise<Relationship[]> {
  const folder = part === '' ? '' : posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found: Relationship[] = [];
  if (!zip.has(name)) return found;
  await parseXml(zip.part(name), {
    open: ({ local, attributes }) => {
      if (local !== 'Relationship' || attributes['TargetMode']?.value === 'External') return;
      const target = attributes['Target']?.value ?? '';
      const kind = posix.basename(attributes['Type']?.value ?? '');
      const id = attributes['Id']?.value ?? '';
      found.push({ id, kind, part: target.startsWith('/') ? target.slice(1) : posix.join(folder, target) });
    },
  });
  return found;
}
