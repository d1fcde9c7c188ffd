// title: Who acted on whom in a period
// answers: >-
//   The network of actors: for each that acted and each it acted upon or addressed, how many events of each class, which
//   happened or go on. By side, a person or body counts for whom it represented on the day; by actor, for itself.
// parameters:
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   by: {type: choice, choices: [side, actor], default: side, means: "Whom an event counts for", example: actor}
//   least: {type: int, default: "1", means: "How many events a pair has at least", example: "5"}
//   limit: {type: int, default: "100", means: "How many pairs at most, the busiest ones", example: "20"}
// columns:
//   source: who acts
//   target: who is acted upon or addressed
//   events: how many events
//   verbal_cooperation: agreements, consultations, support, concessions
//   material_cooperation: cooperation, aid, retreats
//   verbal_conflict: demands, accusations, refusals, threats
//   material_conflict: protests, sanctions, mobilisation, coercion, assaults
//   statements: statements, which have no class
//   first: first possible day of the earliest
//   last: last possible day of the latest
//   source_id: id of who acts
//   target_id: id of the other
// table: [source / target, events, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict,
//         statements, first / last]
// empty: A wider period finds more; events without a date have no place in one.
// examples:
//   - {title: "In one year", with: {from: "2021", to: "2021"}}
//   - {title: "Persons apart, all years", with: {by: actor, limit: "20"}}
// vi:
//   title: Ai hành động đối với ai trong một thời kỳ
//   empty: "Thời kỳ rộng hơn sẽ tìm được nhiều hơn; sự kiện không có ngày không thuộc thời kỳ nào."
//   columns: {source: bên thực hiện}

WITH coalesce($from, date('0001-01-01')) AS first, coalesce($to, date('9999-12-31')) AS last
MATCH (e:Event)
WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
  OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
  OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
  OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
  OR e.open_since <= last
  OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
WITH e WHERE e.status IN ['happened', 'ongoing']
MATCH (e)<-[:SOURCE_OF]-(acting)
MATCH up = (acting)-[:REPRESENTS*0..3]->(source)
WHERE (length(up) = 0 OR $by = 'side')
  AND all(term IN relationships(up)
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  AND ($by = 'actor' OR COUNT { (source)-[:REPRESENTS]->() } = 0 OR NOT EXISTS {
    MATCH (source)-[further:REPRESENTS]->()
    WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
  })
MATCH (e)-[:TARGETS]->(acted)
MATCH over = (acted)-[:REPRESENTS*0..3]->(target)
WHERE target <> source AND (length(over) = 0 OR $by = 'side')
  AND all(term IN relationships(over)
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  AND ($by = 'actor' OR COUNT { (target)-[:REPRESENTS]->() } = 0 OR NOT EXISTS {
    MATCH (target)-[further:REPRESENTS]->()
    WHERE coalesce(further.since <= e.date_end, true) AND coalesce(e.date <= further.until, true)
  })
WITH DISTINCT source, target, e
WITH source, target, count(*) AS events,
  sum(CASE WHEN e.quad = 'verbal cooperation' THEN 1 ELSE 0 END) AS verbal_cooperation,
  sum(CASE WHEN e.quad = 'material cooperation' THEN 1 ELSE 0 END) AS material_cooperation,
  sum(CASE WHEN e.quad = 'verbal conflict' THEN 1 ELSE 0 END) AS verbal_conflict,
  sum(CASE WHEN e.quad = 'material conflict' THEN 1 ELSE 0 END) AS material_conflict,
  sum(CASE WHEN e.quad IS NULL THEN 1 ELSE 0 END) AS statements,
  min(e.date) AS first, max(coalesce(e.date_end, e.date)) AS last
WHERE events >= $least
RETURN source.name AS source, target.name AS target, events, verbal_cooperation, material_cooperation, verbal_conflict,
  material_conflict, statements, first, last, source.id AS source_id, target.id AS target_id
ORDER BY events DESC, source, target, source_id, target_id
LIMIT $limit
