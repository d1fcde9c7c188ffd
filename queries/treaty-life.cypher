// title: The life of a treaty
// answers: >-
//   How a treaty came about, who joined and left it, and what was done about it since: its own dates, the periods of its
//   parties, and every event that concerns it, in time order.
// parameters:
//   treaty: {type: treaty, required: true, means: "Which treaty", example: New START}
//   mentions: {type: bool, means: "Also events that only mention it"}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
// columns:
//   id: the event's id; null for a date of the treaty or of a party to it
//   date: first possible day, null when unknown
//   date_end: last possible day, null when unknown or open
//   edtf: the date as exact as it is known
//   action: sign, ratify, join, leave, extend, withdraw …; for the treaty itself also in force and ended
//   type: PLOVER event type, or STATEMENT; null for a date of the treaty or of a party to it
//   status: happened, ongoing, planned, called_for, cancelled, postponed, denied or hypothetical
//   sources: names of those who act, or of the party
//   targets: names of those acted upon or addressed
//   source_ids: ids of the sources, in the same order
//   target_ids: ids of the targets, in the same order
//   summary: the act in one line
//   reports: how many articles report it; 0 for what is known of the treaty itself
// table: [edtf, action / status, sources / targets, summary, id]
// empty: Neither its dates nor events about it fall into the period; try without --from and --to.
// examples:
//   - {title: "From the first word to the last", with: {treaty: New START}}
//   - {title: "What became of it since 2000", with: {treaty: ABM, from: "2000"}}
// vi:
//   title: Cuộc đời của một hiệp ước
//   empty: "Không ngày nào của hiệp ước hay sự kiện nào về nó nằm trong thời kỳ; thử bỏ --from và --to."

MATCH (t:Treaty) WHERE toLower($treaty) IN t.search
CALL (t) {
  // its own dates come first on a day, then those of its parties, then events
  UNWIND [['sign', t.signed, 'signed'], ['in force', t.in_force, 'in force'], ['ended', t.ended, 'ended']]
    AS milestone
  WITH t, milestone WHERE milestone[1] IS NOT NULL
  RETURN null AS id, milestone[1] AS date, milestone[1] AS date_end, toString(milestone[1]) AS edtf,
    milestone[0] AS action, null AS type, 'happened' AS status, [] AS sources, [] AS targets, [] AS source_ids,
    [] AS target_ids, t.name + ': ' + milestone[2] AS summary, 0 AS reports, '0' AS published, '0' AS place
UNION ALL
  MATCH (party:Actor)-[p:PARTY_TO]->(t)
  UNWIND [['sign', p.signed, 'signed'], ['ratify', p.ratified, 'ratified'], ['join', p.since, 'joined'],
          ['leave', p.until, 'left']] AS milestone
  WITH t, party, milestone WHERE milestone[1] IS NOT NULL
  RETURN null AS id, milestone[1] AS date, milestone[1] AS date_end, toString(milestone[1]) AS edtf,
    milestone[0] AS action, null AS type, 'happened' AS status, [party.name] AS sources, [] AS targets,
    [party.id] AS source_ids, [] AS target_ids, t.name + ': ' + party.name + ' ' + milestone[2] AS summary, 0 AS reports,
    '1' AS published, party.name AS place
UNION ALL
  MATCH (e:Event)-[c:CONCERNS]->(t)
  WHERE $mentions OR c.action <> 'mention'
  WITH e, c, COLLECT {
    MATCH (article:Article)-[r:REPORTS]->(e)
    RETURN [article.published_edtf, r.start] ORDER BY article.published_edtf, article.id, r.start
  } AS reports, COLLECT { MATCH (a:Actor)-[:SOURCE_OF]->(e) RETURN a ORDER BY a.name, a.id } AS acting,
    COLLECT { MATCH (e)-[:TARGETS]->(a:Actor) RETURN a ORDER BY a.name, a.id } AS acted
  RETURN e.id AS id, e.date AS date, e.date_end AS date_end, e.edtf AS edtf, c.action AS action, e.type AS type,
    e.status AS status,
    [a IN acting | a.name] AS sources, [a IN acted | a.name] AS targets,
    [a IN acting | a.id] AS source_ids, [a IN acted | a.id] AS target_ids,
    e.summary AS summary, size(reports) AS reports, reports[0][0] AS published, reports[0][1] AS place
}
WITH id, date, date_end, edtf, action, type, status, sources, targets, source_ids, target_ids, summary, reports,
  published, place
WHERE ($from IS NULL OR coalesce(date_end >= $from, date IS NOT NULL))
  AND ($to IS NULL OR coalesce(date <= $to, date_end IS NOT NULL))
RETURN id, date, date_end, edtf, action, type, status, sources, targets, source_ids, target_ids, summary, reports
ORDER BY date IS NULL AND date_end IS NULL, coalesce(date, date_end), coalesce(date_end, date('9999-12-31')),
  published, place, action, id
