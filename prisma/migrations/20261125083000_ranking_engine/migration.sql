-- Whole lists are written at once, two hundred thousand rows in a second or two: a row holds nothing that its vacancy
-- says already, and nothing is looked up row by row.

-- DropForeignKey
ALTER TABLE "match" DROP CONSTRAINT "match_candidate_id_fkey";

-- DropForeignKey
ALTER TABLE "match" DROP CONSTRAINT "match_vacancy_id_fkey";

-- DropIndex
DROP INDEX "match_candidate_id_idx";

-- AlterTable
ALTER TABLE "match" DROP CONSTRAINT "match_pkey",
DROP COLUMN "versions",
ALTER COLUMN "tier" SET DATA TYPE SMALLINT,
ALTER COLUMN "score" SET DATA TYPE SMALLINT,
ALTER COLUMN "fit" SET DATA TYPE SMALLINT,
ALTER COLUMN "reverse_fit" SET DATA TYPE SMALLINT,
ADD CONSTRAINT "match_pkey" PRIMARY KEY ("vacancy_id", "candidate_id", "generation");

-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "packed" BYTEA;

-- AlterTable
ALTER TABLE "vacancy" ADD COLUMN     "category_weights" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "erased_profile" (
    "candidate_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_profile_pkey" PRIMARY KEY ("candidate_id","at")
);

-- CreateTable
CREATE TABLE "ranking_move" (
    "vacancy_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moves" JSONB NOT NULL,

    CONSTRAINT "ranking_move_pkey" PRIMARY KEY ("vacancy_id","generation")
);

-- CreateTable
CREATE TABLE "ranking_run" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "versions" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "ranking_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ranking_run_item" (
    "run_id" UUID NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "chunk" INTEGER NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "ranking_run_item_pkey" PRIMARY KEY ("run_id","vacancy_id")
);

-- CreateIndex
CREATE INDEX "erased_profile_at_idx" ON "erased_profile"("at");

-- CreateIndex
CREATE INDEX "ranking_run_item_vacancy_id_idx" ON "ranking_run_item"("vacancy_id");

-- CreateIndex
CREATE INDEX "consent_given_at_idx" ON "consent"("given_at");

-- CreateIndex
CREATE INDEX "consent_withdrawn_at_idx" ON "consent"("withdrawn_at");

-- CreateIndex
CREATE INDEX "consent_expires_at_idx" ON "consent"("expires_at");

-- AddForeignKey
ALTER TABLE "ranking_move" ADD CONSTRAINT "ranking_move_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ranking_run_item" ADD CONSTRAINT "ranking_run_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "ranking_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ranking_run_item" ADD CONSTRAINT "ranking_run_item_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say.

-- What the foreign keys of "match" did. Whoever writes whole lists holds the lock shared from before they look at who is
-- there, so that nobody who is being erased can come to stand in a list that is being written.
CREATE FUNCTION "forget_matches_of_candidate"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7170004);
  DELETE FROM "match" USING "vacancy" WHERE "match"."vacancy_id" = "vacancy"."id" AND "match"."candidate_id" = OLD."id";
  UPDATE "ranking_move" SET "moves" = jsonb_path_query_array("moves", '$[*] ? (@.candidateId != $id)', jsonb_build_object('id', OLD."id"))
   WHERE "moves" @> jsonb_build_array(jsonb_build_object('candidateId', OLD."id"));
  RETURN OLD;
END
$$;

CREATE TRIGGER "candidate_forgets_matches" BEFORE DELETE ON "candidate"
  FOR EACH ROW EXECUTE FUNCTION "forget_matches_of_candidate"();

CREATE FUNCTION "forget_matches_of_vacancy"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "match" WHERE "vacancy_id" = OLD."id";
  RETURN OLD;
END
$$;

CREATE TRIGGER "vacancy_forgets_matches" AFTER DELETE ON "vacancy"
  FOR EACH ROW EXECUTE FUNCTION "forget_matches_of_vacancy"();

-- Tells every process that keeps people in memory whom to forget.
CREATE FUNCTION "note_erased_profile"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "erased_profile" ("candidate_id") VALUES (OLD."candidate_id") ON CONFLICT DO NOTHING;
  RETURN OLD;
END
$$;

CREATE TRIGGER "profile_is_noted_when_erased" AFTER DELETE ON "profile"
  FOR EACH ROW EXECUTE FUNCTION "note_erased_profile"();

-- Few bytes, read for everybody at once: not compressed, and not moved out of the row for as long as there is room.
ALTER TABLE "profile" ALTER COLUMN "packed" SET STORAGE MAIN;

ALTER TABLE "ranking_run"
  ADD CONSTRAINT "ranking_run_reason_known" CHECK ("reason" IN ('asked', 'versions'));

-- Narrowing a list down to CVs that have certain words.
CREATE INDEX "cv_text_words_idx" ON "cv_text" USING gin (to_tsvector('english', "text"));
