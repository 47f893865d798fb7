-- The day on which a workout was made, where it was made for a day that was over by then: nobody could do it, so it is
-- never missed there. Of what was made before, nobody knows it any more; it counts as missed, as it did until now.
ALTER TABLE item ADD COLUMN made_on TEXT
  CONSTRAINT "made_on must be a real date from 1970 to 2199"
  CHECK (made_on IS date(made_on, '+0 days') AND made_on BETWEEN '1970-01-01' AND '2199-12-31');
