// title: Where articles contradict each other
// answers: >-
//   Events of which articles give dates that exclude each other, that one says happened and another one that it was denied,
//   cancelled or put off, that somebody denies, and those that texts put into an order which their dates contradict.
//   An actor includes those who represented it on the day.
// parameters:
//   actor: {type: actor, means: "Who acted or was acted upon", example: Russia}
//   why: {type: choice, choices: [dates, status, denial, order], many: true, means: "Only contradictions of a kind", example: dates}
//   limit: {type: int, means: "How many rows at most", example: "50"}
// columns:
//   id: the event's id
//   edtf: its date as exact as it is known
//   type: its type
//   status: its status
//   summary: the act in one line
//   why: dates, status, denial (another event denies it) or order (the other event is told to come after it, but is dated before it)
//   other: id of the event that denies it or is told to come after it, else null
//   says: "what the articles say, a line each: date, status, or sentence, with the article's id"
// table: [edtf, why, summary, says, id / other]
// empty: Nothing contradicts; more articles may.
// examples:
//   - {title: "All contradictions", with: {}}
//   - {title: "Orders against dates", with: {why: order}}
// vi:
//   title: Chỗ các bài viết mâu thuẫn nhau
//   empty: "Không có gì mâu thuẫn; thêm bài viết có thể có."
//   columns: {other: sự kiện kia}

CALL () {
  WITH $actor AS name WHERE name IS NOT NULL
  MATCH (actor:Actor) WHERE toLower(name) IN actor.search
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e
UNION ALL
  WITH 1 AS all WHERE $actor IS NULL
  MATCH (e:Event)
  RETURN e
}
WITH DISTINCT e
CALL (e) {
  // days as text: a value ends before another one begins when it is less and does not contain it
  WITH e WHERE $why IS NULL OR 'dates' IN $why
  WITH e, COLLECT {
    MATCH (a:Article)-[r:REPORTS]->(e) WHERE r.edtf IS NOT NULL
    WITH a, r, replace(replace(replace(replace(r.edtf, 'X', ''), '~', ''), '?', ''), '%', '') AS day
    WITH a, r, split(day, '/') AS sides
    RETURN {article: a.id, edtf: r.edtf, first: CASE sides[0] WHEN '..' THEN '' ELSE sides[0] END,
            last: CASE sides[-1] WHEN '..' THEN '9999' ELSE sides[-1] END}
    ORDER BY r.edtf, a.id
  } AS dated
  WHERE any(one IN dated WHERE any(two IN dated
            WHERE one.last < two.first AND NOT two.first STARTS WITH one.last AND NOT one.last STARTS WITH two.first))
  RETURN 'dates' AS reason, null AS other, [one IN dated | one.edtf + ' (' + one.article + ')'] AS says
UNION ALL
  WITH e WHERE $why IS NULL OR 'status' IN $why
  WITH e, COLLECT {
    MATCH (a:Article)-[r:REPORTS]->(e)
    RETURN {article: a.id, status: r.status} ORDER BY r.status, a.id
  } AS reports
  WHERE any(one IN reports WHERE one.status IN ['happened', 'ongoing'])
    AND any(one IN reports WHERE one.status IN ['denied', 'cancelled', 'postponed'])
  RETURN 'status' AS reason, null AS other, [one IN reports | one.status + ' (' + one.article + ')'] AS says
UNION ALL
  WITH e WHERE $why IS NULL OR 'denial' IN $why
  MATCH (e)<-[r:DENIES]-(f:Event)
  RETURN 'denial' AS reason, f.id AS other, [i IN range(0, size(r.evidence) - 1) | r.evidence[i] + ' (' + r.articles[i] + ')'] AS says
UNION ALL
  WITH e WHERE $why IS NULL OR 'order' IN $why
  MATCH (e)-[r:BEFORE]->(f:Event) WHERE e.date > f.date_end
  RETURN 'order' AS reason, f.id AS other, [i IN range(0, size(r.evidence) - 1) | r.evidence[i] + ' (' + r.articles[i] + ')'] AS says
UNION ALL
  WITH e WHERE $why IS NULL OR 'order' IN $why
  MATCH (e)<-[r:RESPONDS_TO|FULFILS|DENIES]-(f:Event)
  WHERE e.date > f.date_end AND NOT e.status IN ['planned', 'called_for', 'cancelled', 'postponed', 'hypothetical']
  RETURN 'order' AS reason, f.id AS other, [i IN range(0, size(r.evidence) - 1) | r.evidence[i] + ' (' + r.articles[i] + ')'] AS says
}
RETURN e.id AS id, e.edtf AS edtf, e.type AS type, e.status AS status, e.summary AS summary, reason AS why, other, says
ORDER BY coalesce(e.date, e.date_end, date('9999-12-31')), id, why, other
LIMIT coalesce($limit, 1000000000)
