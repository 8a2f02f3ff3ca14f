-- Whom the DBS certificate of a post is to be for work with: was only ever read from its text, and staff may now set it. Of posts
-- from before it stays empty until they are read again, and is read from their text wherever it counts.
ALTER TABLE vacancy ADD COLUMN dbs_workforce text;
