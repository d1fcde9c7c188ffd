// title: Who is in the graph
// answers: >-
//   Countries, persons and organisations with the number of events they took part in. The events of those who
//   represented an actor on the day count for it too, and `own` are those without them.
// parameters:
//   kind: {type: choice, choices: [country, person, organisation], means: "Only one kind of actor", example: person}
//   name: {type: text, means: "Only those with this in one of their names", example: Putin}
//   limit: {type: int, means: "How many actors at most, the busiest ones", example: "20"}
// columns:
//   id: the actor's id
//   name: its name
//   name_vi: its name in Vietnamese
//   kind: country, person or organisation
//   represents: for whom it speaks or acts, or did
//   events: events it took part in, itself or represented
//   own: events it took part in itself
//   first: first possible day of the earliest event
//   last: last possible day of the latest event
// table: [name / name_vi / id, kind / represents, events / own, first / last]
// empty: No actor of that kind or name; without options it lists all.
// examples:
//   - {title: "The ten busiest", with: {limit: "10"}}
//   - {title: "Persons only", with: {kind: person}}
// vi:
//   title: Ai có trong đồ thị
//   empty: "Không có chủ thể loại đó hay tên đó; không kèm tùy chọn thì liệt kê tất cả."

MATCH (a:Actor)
WITH a, CASE WHEN a:Country THEN 'country' WHEN a:Person THEN 'person' ELSE 'organisation' END AS kind
WHERE ($kind IS NULL OR kind = $kind) AND ($name IS NULL OR any(form IN a.search WHERE form CONTAINS toLower($name)))
CALL (a) {
  OPTIONAL MATCH path = (a)<-[:REPRESENTS*0..3]-(one:Actor)
  OPTIONAL MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN count(DISTINCT e) AS events, count(DISTINCT CASE WHEN length(path) = 0 THEN e END) AS own,
    min(coalesce(e.date, e.date_end)) AS first, max(coalesce(e.date_end, e.date)) AS last
}
RETURN a.id AS id, a.name AS name, a.name_vi AS name_vi, kind,
  COLLECT { MATCH (a)-[:REPRESENTS]->(whole:Actor) RETURN DISTINCT whole.name ORDER BY whole.name } AS represents,
  events, own, first, last
ORDER BY events DESC, own DESC, name, id
LIMIT coalesce($limit, 1000000000)
