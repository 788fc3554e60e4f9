-- Nothing is kept of anybody's health (docs/decisions/0013-health.md). What was recorded before that rule goes: an event
-- about a health step becomes an empty one (it still replaces what it corrected), so that the numbers of the others stand; a
-- cause that said health becomes 'autre'; being in a place of care, and decisions about such a step, are removed.
DELETE FROM step_spell WHERE step IN ('H04', 'H05', 'H06', 'H07');
UPDATE pathway_event SET step = '-', kind = 'withdrawn', eff_on = rec_on, outcome = NULL, organisation = NULL,
    cause = NULL, ref = NULL
  WHERE step IN ('H04', 'H05', 'H06', 'H07');
UPDATE pathway_event SET cause = 'autre' WHERE cause = 'B20';

DELETE FROM stay_spell WHERE EXISTS (SELECT 1 FROM place_version v WHERE v.territory = stay_spell.territory
  AND v.place = stay_spell.place AND (v.step IN ('H04', 'H05', 'H06', 'H07') OR v.includes LIKE '%H04%'
  OR v.includes LIKE '%H05%' OR v.includes LIKE '%H06%' OR v.includes LIKE '%H07%'));
DELETE FROM enrolment_event WHERE EXISTS (SELECT 1 FROM place_version v WHERE v.territory = enrolment_event.territory
  AND v.place = enrolment_event.place AND (v.step IN ('H04', 'H05', 'H06', 'H07') OR v.includes LIKE '%H04%'
  OR v.includes LIKE '%H05%' OR v.includes LIKE '%H06%' OR v.includes LIKE '%H07%'));
UPDATE place SET used = 0 WHERE EXISTS (SELECT 1 FROM place_version v WHERE v.territory = place.territory
  AND v.place = place.id AND (v.step IN ('H04', 'H05', 'H06', 'H07') OR v.includes LIKE '%H04%'
  OR v.includes LIKE '%H05%' OR v.includes LIKE '%H06%' OR v.includes LIKE '%H07%'));

DELETE FROM cell_decision_event WHERE EXISTS (SELECT 1 FROM cell_decision d WHERE d.territory = cell_decision_event.territory
  AND d.id = cell_decision_event.decision AND (d.step IN ('H04', 'H05', 'H06', 'H07')
  OR d.root IN ('H04', 'H05', 'H06', 'H07') OR d.cause = 'B20'));
DELETE FROM cell_decision WHERE step IN ('H04', 'H05', 'H06', 'H07') OR root IN ('H04', 'H05', 'H06', 'H07')
  OR cause = 'B20';
