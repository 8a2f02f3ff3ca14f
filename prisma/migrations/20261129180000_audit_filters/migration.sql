-- The trail can be asked for one actor, one kind of thing, one subject or one day, newest first, however long it is.
DROP INDEX "audit_event_subject_idx";
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor", "id");
CREATE INDEX "audit_event_action_id_idx" ON "audit_event"("action", "id");
CREATE INDEX "audit_event_subject_id_idx" ON "audit_event"("subject", "id");
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");
