-- The answer of a slotting keeps no list of every place that was possible: nobody reads it back, since it is worked out
-- again from the problem, and it was three quarters of what a block takes. The journal forgets it too, so that an undo
-- finds what it expects. JSON becomes text again by || '', or SQLite would put it into the row as an object.
DROP TRIGGER IF EXISTS journal_slotting_update; -- an upgrade is no edit; it is made again
UPDATE slotting SET problem = json(problem), answer = json_remove(answer, '$.candidates')
  WHERE json_valid(problem) AND json_valid(answer);
UPDATE change SET before = json_set(before, '$.problem', json(json_extract(before, '$.problem')) || '',
                                    '$.answer', json_remove(json_extract(before, '$.answer'), '$.candidates') || '')
  WHERE table_name = 'slotting' AND json_valid(json_extract(before, '$.problem'))
    AND json_valid(json_extract(before, '$.answer'));
UPDATE change SET after = json_set(after, '$.problem', json(json_extract(after, '$.problem')) || '',
                                   '$.answer', json_remove(json_extract(after, '$.answer'), '$.candidates') || '')
  WHERE table_name = 'slotting' AND json_valid(json_extract(after, '$.problem'))
    AND json_valid(json_extract(after, '$.answer'));
UPDATE operation SET size = (
    SELECT sum(coalesce(length(before), 0) + coalesce(length(after), 0)) FROM change WHERE operation_id = operation.id)
  WHERE size IS NOT NULL AND id IN (SELECT operation_id FROM change WHERE table_name = 'slotting');
