-- Who answers for a move is a person; whether they made it themselves, or a program with a key of theirs, is kept beside it.
ALTER TABLE "candidacy_move" ADD COLUMN "api_key_id" UUID;
