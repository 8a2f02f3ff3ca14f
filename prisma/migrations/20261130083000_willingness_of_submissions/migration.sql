-- The second lock on putting somebody forward: no row says that it was done without the person's standing word for that one
-- position and to be kept, whatever a program forgets (regulation 19, Conduct of Employment Agencies and Employment Businesses
-- Regulations 2003). Rows that are there stay as they are.
CREATE FUNCTION "require_willingness"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM candidacy k
      JOIN consent c ON c.id = NEW.consent_id
      JOIN consent kept ON kept.candidate_id = c.candidate_id AND kept.scope = 'keep'
     WHERE k.id = NEW.candidacy_id AND k.vacancy_id = NEW.vacancy_id
       AND c.candidate_id = NEW.candidate_id AND c.scope = 'vacancy' AND c.vacancy_id = NEW.vacancy_id
       AND c.withdrawn_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now())
       AND kept.withdrawn_at IS NULL AND (kept.expires_at IS NULL OR kept.expires_at > now())
  ) THEN
    RAISE EXCEPTION 'submission: no standing word of the person for this position' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "submission_has_willingness" BEFORE INSERT ON "submission"
  FOR EACH ROW EXECUTE FUNCTION "require_willingness"();
