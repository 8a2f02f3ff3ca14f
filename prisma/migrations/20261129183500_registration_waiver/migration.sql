-- Why staff say that a post needs no HCPC registration although its stage does.
ALTER TABLE vacancy ADD COLUMN registration_waiver text;
