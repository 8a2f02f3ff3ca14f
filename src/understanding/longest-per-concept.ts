import type { ConceptId } from '../taxonomy/concept.js';
import type { ConceptHit } from './find-concepts.js';

/** Keeps, per concept, the hits that no longer hit of the same concept covers. */
export class LongestPerConcept {
  private readonly byConcept = new Map<ConceptId, ConceptHit[]>();

  add(hit: ConceptHit): void {
    const list = this.byConcept.get(hit.conceptId);
    if (list === undefined) this.byConcept.set(hit.conceptId, [hit]);
    else list.push(hit);
  }

  hits(): readonly ConceptHit[] {
    const kept: ConceptHit[] = [];
    for (const list of this.byConcept.values()) {
      list.sort((a, b) => a.start - b.start || b.end - a.end);
      let reach = -1;
      for (const hit of list) {
        if (hit.end <= reach) continue;
        reach = hit.end;
        kept.push(hit);
      }
    }
    return kept.sort(byPlace);
  }
}

function byPlace(a: ConceptHit, b: ConceptHit): number {
  return (
    a.start - b.start || a.end - b.end || (a.conceptId < b.conceptId ? -1 : a.conceptId > b.conceptId ? 1 : 0)
  );
}
