import { findUnmatchedPhrases } from '../../cvs/unmatched-phrases.js';
import type { Database } from '../../database/client.js';
import { ADMINS, type Route } from '../../http/route.js';
import { searchConcepts } from '../../offered-forms/choose-concept.js';
import { CONCEPT_KINDS, STAGES } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { anything, valueOf } from '../address.js';
import type { PageMaker } from '../page.js';
import { choicesOf } from '../words.js';

/** Concepts that one page shows. */
const MOST = 40;

/** What the system knows by which words, and which words it does not know. */
export function taxonomyPages(
  pages: PageMaker,
  { database, taxonomy }: { readonly database: Database; readonly taxonomy: Taxonomy },
): Route[] {
  return [
    pages.define({
      path: '/admin/taxonomy',
      summary: 'Concepts with their forms and sources',
      access: ADMINS,
      query: anything,
      show({ query }) {
        const words = (valueOf(query, 'words') ?? '').trim().slice(0, 100);
        const kind = valueOf(query, 'kind') ?? '';
        const found = searchConcepts(taxonomy, words, kind);
        return Promise.resolve({
          view: 'admin/taxonomy',
          title: 'Taxonomy',
          data: {
            words,
            kind,
            kinds: choicesOf('kind', CONCEPT_KINDS),
            version: taxonomy.version,
            total: taxonomy.concepts.size,
            found: found.length,
            concepts: found.slice(0, MOST).map((concept) => ({
              ...concept,
              stages: STAGES.map((stage) => ({ stage, weight: concept.stages[stage] })),
              sources: concept.sources.map((key) => taxonomy.sources.get(key) ?? key),
            })),
          },
        });
      },
    }),
    pages.define({
      path: '/admin/taxonomy/unmatched',
      summary: 'Frequent phrases that no concept knows',
      access: ADMINS,
      async show() {
        const report = await findUnmatchedPhrases(database, taxonomy);
        const most = Math.max(1, ...report.phrases.map(({ cvs, adverts }) => cvs + adverts));
        return {
          view: 'admin/unmatched',
          title: 'Phrases that no concept knows',
          data: { report, most },
        };
      },
    }),
  ];
}
