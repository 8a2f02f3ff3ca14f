-- Where the words of scans stand on their pages, and what a reading's grade was judged by.
ALTER TABLE "cv_text" ADD COLUMN "recognised_words" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "cv" ADD COLUMN "quality_figures" JSONB;
