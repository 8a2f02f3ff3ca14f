-- Where STORAGE_KEYS is set, a CV's own words stand in "sealed" and in no other column. The form is told by the column, so that
-- nothing that somebody writes in a CV is ever taken for a sealed text, and a row has one form or the other.
ALTER TABLE "cv_text" ALTER COLUMN "text" DROP NOT NULL,
                      ADD COLUMN     "sealed" BYTEA,
                      ADD COLUMN     "sealed_words" tsvector,
                      ADD CONSTRAINT "cv_text_one_form" CHECK (
                        CASE WHEN "sealed" IS NULL THEN "text" IS NOT NULL AND "sealed_words" IS NULL
                             ELSE "text" IS NULL AND "statements" = '' AND "hidden_text" = '{}' AND "sealed_words" IS NOT NULL
                        END);

-- What is sealed looks like chance and is not worth an attempt to compress it.
ALTER TABLE "cv_text" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

-- As before for plain texts: SEARCHED_WORDS of cvs/text/hashed-words.ts says the same.
DROP INDEX "cv_text_words_idx";
CREATE INDEX "cv_text_words_idx" ON "cv_text" USING gin (coalesce("sealed_words", to_tsvector('english', "text")));
