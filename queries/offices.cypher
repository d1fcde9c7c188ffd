// title: Who represents whom on a day
// answers: >-
//   The offices held on a day, today unless another is given: who speaks and acts for whom, as what, since when and until
//   when, as the articles in the graph and what is known of their actors have it; memberships on request.
// parameters:
//   on: {type: date, means: "The day, today by default", example: "2021-06-16"}
//   actor: {type: actor, means: "Only those who represent this one, also through a body of it", example: Russia}
//   person: {type: actor, means: "Only the offices of this one", example: Lavrov}
//   role: {type: text, means: "Only roles with this in them", example: minister}
//   members: {type: bool, means: "Also memberships, such as of NATO"}
//   limit: {type: int, means: "How many rows at most", example: "50"}
// columns:
//   of: who is represented
//   name: who represents it
//   role: as what, where articles say so
//   tie: represents or member
//   since: first day of the term, null when unknown
//   until: last day of the term, null when unknown or not over
//   of_id: id of the represented
//   id: id of who represents it
// table: [of, name / id, role / tie, since, until]
// empty: Nobody is known to have held such an office on that day; without --on it is today.
// examples:
//   - {title: "Who spoke for Russia in Geneva", with: {on: "2021-06-16", actor: Russia}}
//   - {title: "Foreign ministers of that day", with: {on: "2021-06-16", role: foreign minister}}
// vi:
//   title: Ai đại diện cho ai vào một ngày
//   empty: "Không biết ai giữ chức vụ như vậy vào ngày đó; không có --on thì là hôm nay."

CALL () {
  WITH $person AS name
  WHERE name IS NOT NULL
  MATCH (one:Actor) WHERE toLower(name) IN one.search
  MATCH (one)-[term:REPRESENTS|MEMBER_OF]->(whole:Actor)
  WHERE $actor IS NULL OR EXISTS {
    MATCH up = (whole)-[:REPRESENTS*0..2]->(top:Actor)
    WHERE toLower($actor) IN top.search
      AND all(further IN relationships(up) WHERE coalesce(further.since <= coalesce($on, date()), true)
                                             AND coalesce(coalesce($on, date()) <= further.until, true))
  }
  RETURN one, term, whole
UNION ALL
  WITH $actor AS name
  WHERE name IS NOT NULL AND $person IS NULL
  MATCH (top:Actor) WHERE toLower(name) IN top.search
  MATCH down = (top)<-[:REPRESENTS*0..2]-(whole:Actor)
  WHERE all(further IN relationships(down) WHERE coalesce(further.since <= coalesce($on, date()), true)
                                             AND coalesce(coalesce($on, date()) <= further.until, true))
  MATCH (whole)<-[term:REPRESENTS|MEMBER_OF]-(one:Actor)
  RETURN one, term, whole
UNION ALL
  WITH 1 AS all
  WHERE $actor IS NULL AND $person IS NULL
  MATCH (one:Actor)-[term:REPRESENTS|MEMBER_OF]->(whole:Actor)
  RETURN one, term, whole
}
WITH DISTINCT one, term, whole
WHERE ($members OR type(term) = 'REPRESENTS')
  AND ($role IS NULL OR toLower(term.role) CONTAINS toLower($role))
  AND coalesce(term.since <= coalesce($on, date()), true) AND coalesce(coalesce($on, date()) <= term.until, true)
RETURN whole.name AS of, one.name AS name, term.role AS role,
  CASE type(term) WHEN 'REPRESENTS' THEN 'represents' ELSE 'member' END AS tie, term.since AS since, term.until AS until,
  whole.id AS of_id, one.id AS id
ORDER BY of, of_id, tie DESC, role, name, id, since
LIMIT coalesce($limit, 1000000000)
