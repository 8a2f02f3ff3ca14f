-- AlterTable
ALTER TABLE "correction" ADD COLUMN     "subject" TEXT;

-- From here on by hand: what the Prisma schema cannot say.
-- A candidate may say that stage, registration, posts or wishes were read wrongly: no concept of the taxonomy is any of them.
ALTER TABLE "correction"
  DROP CONSTRAINT "correction_kind_known",
  ADD CONSTRAINT "correction_kind_known" CHECK ("kind" IN ('wrong', 'missing', 'reading')),
  ADD CONSTRAINT "correction_names_its_subject" CHECK (
    ("kind" = 'reading') = ("subject" IS NOT NULL)
    AND ("subject" IS NULL OR "subject" IN ('stage', 'registration', 'posts', 'wishes')));
-- And a person looks at it: UK GDPR, Article 16.
ALTER TABLE "person_request"
  DROP CONSTRAINT "person_request_kind_known",
  ADD CONSTRAINT "person_request_kind_known" CHECK ("kind" IN ('ask_person', 'contest', 'rectify', 'access', 'other'));
