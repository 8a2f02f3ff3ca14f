-- What pages and workers ask for again and again among a hundred thousand people, each by an index that holds all of it.

-- What staff have to pass on or look into is counted for the menu of every page: among all messages ever written, it is few.
CREATE INDEX "message_owed_idx" ON "message" ("id")
  WHERE "state" IN ('waiting', 'uncertain', 'failed')
    AND NOT ("kind" = 'received' AND "created_by_id" IS NULL
             AND ("state" = 'waiting' OR ("state" = 'failed' AND "fault" IS NOT DISTINCT FROM 'too_late')));

-- Whom a filter of a list finds.
CREATE INDEX "candidate_outward_code_id_idx" ON "candidate" ("outward_code", "id");
CREATE INDEX "candidate_available_from_idx" ON "candidate" ("available_from");
CREATE INDEX "profile_cv_id_candidate_id_idx" ON "profile" ("cv_id", "candidate_id");
CREATE INDEX "consent_to_represent_idx" ON "consent" ("candidate_id") INCLUDE ("expires_at")
  WHERE "scope" = 'represent' AND "withdrawn_at" IS NULL;
-- A search reads a row of each CV that has the words, so that texts of more than 2,000 bytes stand beside their rows.
ALTER TABLE "cv_text" SET (toast_tuple_target = 128);

-- Profiles of other versions, which workers look for every few seconds.
CREATE INDEX "profile_taxonomy_version_understanding_version_idx" ON "profile" ("taxonomy_version", "understanding_version");

-- Row-level security is for candidates: to API and workers, every policy says "true". But wherever there is a policy the
-- planner may not look at statistics for most operators, takes half of a table to be what is asked for, and reads all of it.
-- An owner who may not say so leaves it as it was: slower, and just as safe.
DO $$
DECLARE
  who text;
BEGIN
  FOREACH who IN ARRAY ARRAY['ot_match_api', 'ot_match_worker'] LOOP
    BEGIN
      IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = who AND NOT rolbypassrls) THEN
        EXECUTE format('ALTER ROLE %I BYPASSRLS', who);
      END IF;
    EXCEPTION
      -- Another database of this server is just saying so ("tuple concurrently updated").
      WHEN internal_error THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'The role % goes through row-level security, and large lists are slower for it.', who;
    END;
  END LOOP;
END
$$;
