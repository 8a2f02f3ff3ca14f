-- AlterEnum
ALTER TYPE "consent_scope" ADD VALUE 'vacancy';

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "vacancy_id" UUID,
ADD COLUMN     "cv_id" UUID,
ADD COLUMN     "given_by_id" UUID,
ADD COLUMN     "given_note" TEXT,
ADD COLUMN     "withdrawn" TEXT,
ADD COLUMN     "withdrawn_by_id" UUID,
ADD COLUMN     "withdrawn_note" TEXT;

-- CreateIndex
CREATE INDEX "consent_vacancy_id_idx" ON "consent"("vacancy_id");

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_vacancy_id_fkey" FOREIGN KEY ("vacancy_id") REFERENCES "vacancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the Prisma schema cannot say. As text: a new value of an enum cannot be used in the
-- transaction that adds it.
ALTER TABLE "consent"
  ADD CONSTRAINT "consent_names_vacancy" CHECK (("scope"::text = 'vacancy') = ("vacancy_id" IS NOT NULL));

-- What was agreed to, and how, stays as it was said; a consent ends once, and goes only with the person.
CREATE FUNCTION "keep_consent_as_given"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."scope" IS DISTINCT FROM OLD."scope" OR NEW."vacancy_id" IS DISTINCT FROM OLD."vacancy_id"
     OR NEW."given" IS DISTINCT FROM OLD."given" OR NEW."given_by_id" IS DISTINCT FROM OLD."given_by_id"
     OR OLD."withdrawn" IS NOT NULL AND (NEW."withdrawn" IS DISTINCT FROM OLD."withdrawn"
                                         OR NEW."withdrawn_at" IS DISTINCT FROM OLD."withdrawn_at") THEN
    RAISE EXCEPTION 'a consent is not rewritten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "consent_stays_as_given" BEFORE UPDATE ON "consent"
  FOR EACH ROW EXECUTE FUNCTION "keep_consent_as_given"();
