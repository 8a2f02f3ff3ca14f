import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../project-root.js';
import type { ConceptId } from './concept.js';
import { CONCEPT_FILES, TAXONOMY_DATA } from './load-taxonomy.js';

/** An entry as it is written in its file, without what the schema would add to it. */
type WrittenEntry = Readonly<Record<string, unknown>> & {
  readonly id: ConceptId;
  readonly forms?: readonly string[];
};
const writtenFile = z.array(z.looseObject({ id: z.string(), forms: z.array(z.string()).optional() }));

/**
 * The entries of the data files as they are to stand there with further forms, by the name of the file. Entries that gain
 * nothing, and files without any that do, are left out.
 *
 * @param added forms by concept; those that an entry has already are left out.
 */
export function entriesWithForms(
  added: ReadonlyMap<ConceptId, readonly string[]>,
): Readonly<Record<string, readonly WrittenEntry[]>> {
  const files = CONCEPT_FILES.map(([, name]) => {
    const file = `${name}.json`;
    const text = readFileSync(join(projectRoot, TAXONOMY_DATA, file), 'utf8');
    const changed = writtenFile.parse(JSON.parse(text)).flatMap((entry): WrittenEntry[] => {
      const forms = entry.forms ?? [];
      const known = new Set(forms.map((form) => form.toLowerCase()));
      const fresh = (added.get(entry.id) ?? []).filter((form) => !known.has(form.toLowerCase()));
      return fresh.length === 0 ? [] : [{ ...entry, forms: [...forms, ...fresh] }];
    });
    return [file, changed] as const;
  });
  return Object.fromEntries(files.filter(([, entries]) => entries.length > 0));
}
