-- What a member of staff took out within the hour is counted at every look.
CREATE INDEX "audit_event_actor_at_idx" ON "audit_event"("actor", "at");
