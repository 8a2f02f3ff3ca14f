-- CreateIndex
CREATE INDEX "candidacy_move_at_idx" ON "candidacy_move"("at");
