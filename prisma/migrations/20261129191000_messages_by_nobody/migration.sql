-- Null: no member of staff wrote it, as that a CV has come in, that a consent ends, or the link that somebody asked for.
ALTER TABLE "message" ALTER COLUMN "created_by_id" DROP NOT NULL;
