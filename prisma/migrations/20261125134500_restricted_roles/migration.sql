-- The second lock: API and workers act as roles that own nothing. Neither can change or remove what the audit trail says,
-- change a table, or switch a trigger off; workers, which open strangers' documents, see no account of staff at all.
-- Roles belong to the whole server. Where the owner of the database may not make roles, an administrator of the server
-- makes "ot_match_api" and "ot_match_worker" (NOLOGIN), grants both to the owner, and calls grant_restricted_roles();
-- until then API and workers act as the owner.
CREATE FUNCTION "grant_restricted_roles"() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  who text;
BEGIN
  FOREACH who IN ARRAY ARRAY['ot_match_api', 'ot_match_worker'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = who) THEN CONTINUE; END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', who);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', who);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO %I', who);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', who);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO %I', who);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM %I', who);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM %I', who);
  END LOOP;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ot_match_worker') THEN
    REVOKE ALL ON staff_account, staff_session, one_time_link, sign_in_throttle, api_key FROM ot_match_worker;
  END IF;
END
$$;

DO $$
DECLARE
  who text;
BEGIN
  FOREACH who IN ARRAY ARRAY['ot_match_api', 'ot_match_worker'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = who) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', who);
      END IF;
      IF NOT pg_has_role(current_user, who, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', who);
      END IF;
    EXCEPTION
      -- Another database of this server has just made it.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'The role % could not be made or taken: see the notes of this migration.', who;
    END;
  END LOOP;
END
$$;

SELECT grant_restricted_roles();
