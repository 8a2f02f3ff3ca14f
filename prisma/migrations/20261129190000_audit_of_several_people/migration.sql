-- Entries about several people at once, such as revealing the names on a page, name them in their facts: each of them finds it.
CREATE INDEX "audit_event_candidate_ids_idx" ON "audit_event" USING gin (("facts"->'candidateIds')) WHERE "facts" ? 'candidateIds';
