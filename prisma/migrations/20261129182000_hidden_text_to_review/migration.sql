-- Words that no reader of the page can see are looked at by a person, however well the rest was read.
DROP INDEX "cv_to_review_idx";
CREATE INDEX "cv_to_review_idx" ON "cv" ("received_at", "id")
  WHERE "reviewed_at" IS NULL
    AND ("quality" = 'doubtful' OR "status" IN ('unreadable', 'failed') OR 'hidden_text' = ANY ("flags"));
