-- Every ranked page says whether profiles wait to be ranked: few or none among very many. A partial index, which the
-- Prisma schema cannot say.
CREATE INDEX "profile_unranked_idx" ON "profile" ("revision") WHERE "ranked_revision" IS DISTINCT FROM "revision";
