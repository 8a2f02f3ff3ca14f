-- Whoever was sent the CV of somebody who is erased is to be told (UK GDPR, Article 19), whether or not anything is kept.
CREATE TABLE "erasure_notice" (
    "id" UUID NOT NULL,
    "erasure_id" UUID NOT NULL,
    "employer" TEXT NOT NULL,
    "vacancy" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "told_by_id" UUID,

    CONSTRAINT "erasure_notice_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "erasure_notice_told_at_idx" ON "erasure_notice"("told_at");
CREATE INDEX "erasure_notice_erasure_id_idx" ON "erasure_notice"("erasure_id");

ALTER TABLE "erasure_notice" ADD CONSTRAINT "erasure_notice_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION "grant_candidate_role"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_candidate') THEN RETURN; END IF;
  GRANT USAGE ON SCHEMA public TO ot_match_candidate;
  PERFORM lock_candidate_rows('candidate', 'id = ANY mine');
  FOREACH one IN ARRAY ARRAY['contact', 'consent', 'cv', 'profile', 'candidacy', 'submission', 'evidence_opening', 'message',
                             'question', 'person_request', 'correction', 'legal_hold', 'quarantine', 'compliance_check'] LOOP
    PERFORM lock_candidate_rows(one::regclass, 'candidate_id = ANY mine');
  END LOOP;
  PERFORM lock_candidate_rows('candidate_merge', 'kept_id = ANY mine OR merged_id = ANY mine');
  PERFORM lock_candidate_rows('duplicate_dismissal', 'first_id = ANY mine OR second_id = ANY mine');
  PERFORM lock_candidate_rows('cv_text', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
  PERFORM lock_candidate_rows('cv_batch_item', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
  PERFORM lock_candidate_rows('offered_form', 'EXISTS (SELECT 1 FROM cv WHERE cv.id = cv_id)');
  PERFORM lock_candidate_rows('candidacy_move', 'EXISTS (SELECT 1 FROM candidacy c WHERE c.id = candidacy_id)');
  PERFORM lock_candidate_rows('erasure', 'records && mine');
  PERFORM lock_candidate_rows('erasure_notice', 'EXISTS (SELECT 1 FROM erasure e WHERE e.id = erasure_id)');
  PERFORM lock_candidate_rows('conduct_record', 'EXISTS (SELECT 1 FROM erasure e WHERE e.id = erasure_id)');
  -- What is nobody's own, as far as candidates come to it. match is filled by COPY, which row-level security does not
  -- allow; it holds ids and numbers.
  GRANT SELECT ON vacancy, employer TO ot_match_candidate;
  GRANT SELECT (id, name) ON staff TO ot_match_candidate;
  GRANT SELECT, DELETE ON match TO ot_match_candidate;
  GRANT SELECT, UPDATE ON ranking_move TO ot_match_candidate;
  GRANT SELECT, INSERT ON audit_event, erased_profile TO ot_match_candidate;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ot_match_candidate;
END
$$;

SELECT grant_candidate_role();
