// title: On this day in other years
// answers: >-
//   What happened on a day of the year, today's unless another is given, in up to 300 years before it and 10 after: events
//   of which the day is known and that happened or go on, and the days on which treaties were signed, came into force or
//   ended.
// parameters:
//   on: {type: date, means: "The day, of whose year none is shown; today by default", example: "2026-04-08"}
//   every: {type: int, default: "1", means: "Only anniversaries whose number this divides, such as 5", example: "5"}
//   actor: {type: actor, means: "Who acted or was acted upon, those who represent it included", example: Russia}
//   limit: {type: int, means: "How many rows at most, the latest years first", example: "20"}
// columns:
//   id: the event's id; null for a day of a treaty
//   years: how many years before the day; negative when after it
//   date: the day
//   type: PLOVER event type, or STATEMENT; null for a day of a treaty
//   status: happened or ongoing
//   sources: names of those who act; the parties then, for a treaty
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   treaties: names of the treaties it concerns
//   summary: the act in one line
// table: [years / date, type / treaties, sources / targets, summary, id]
// empty: Nothing is known of that day in other years.
// examples:
//   - {title: "On the 3rd of February", with: {on: "2026-02-03"}}
//   - {title: "Fives and tens only, of one country", with: {on: "2026-02-03", every: "5", actor: Russia}}
// vi:
//   title: Ngày này các năm khác
//   empty: "Không biết gì về ngày này trong các năm khác."

WITH coalesce($on, date()) AS today, CASE $every WHEN 0 THEN 1 ELSE $every END AS every
UNWIND range(-10, 300) AS years
WITH today, years, today.year - years AS year
WHERE years <> 0 AND years % every = 0 AND year > 0
  AND (today.month <> 2 OR today.day <> 29 OR year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0))
WITH years, date({year: year, month: today.month, day: today.day}) AS day
CALL (years, day) {
  MATCH (e:Event) WHERE e.date = day AND e.date_end = day AND e.status IN ['happened', 'ongoing']
    AND ($actor IS NULL OR EXISTS {
      MATCH (e)-[:SOURCE_OF|TARGETS]-(one:Actor)
      MATCH way = (one)-[:REPRESENTS*0..3]->(whole:Actor)
      WHERE toLower($actor) IN whole.search
        AND all(term IN relationships(way)
                WHERE coalesce(term.since <= day, true) AND coalesce(day <= term.until, true))
    })
  RETURN e.id AS id, e.type AS type, e.status AS status, e.summary AS summary,
    COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
    COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted,
    COLLECT { MATCH (e)-[:CONCERNS]->(t:Treaty) RETURN DISTINCT t.name ORDER BY t.name } AS treaties
UNION ALL
  MATCH (t:Treaty)
  UNWIND [['signed', t.signed], ['in force', t.in_force], ['ended', t.ended]] AS milestone
  WITH t, milestone, day WHERE milestone[1] = day
    AND ($actor IS NULL OR EXISTS { MATCH (p:Actor)-[:PARTY_TO]->(t) WHERE toLower($actor) IN p.search })
  RETURN null AS id, null AS type, 'happened' AS status, t.name + ': ' + milestone[0] AS summary,
    COLLECT { MATCH (p:Actor)-[own:PARTY_TO]->(t)
              WHERE coalesce(own.signed <= day, true) AND coalesce(day <= own.until, true)
              WITH DISTINCT p RETURN p ORDER BY p.name, p.id } AS acting,
    [] AS acted, [t.name] AS treaties
}
RETURN id, years, day AS date, type, status, [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
  [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids, treaties, summary
ORDER BY years, id, summary
LIMIT coalesce($limit, 1000000000)
