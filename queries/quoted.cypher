// title: Who is quoted about whom
// answers: >-
//   Whose words articles give and about whom: for each speaker and each one spoken to or of, how many statements, demands,
//   accusations, refusals, threats, promises and praises, and the latest of them. Who reports an act of others speaks of
//   all who take part in it. An actor given by name includes those who represented it on the day; rows name the one who
//   spoke.
// parameters:
//   actor: {type: actor, means: "Who speaks", example: Russia}
//   about: {type: actor, means: "To or of whom", example: USA}
//   from: {type: date, means: "First day of the period", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day of the period", example: "2021-12"}
//   limit: {type: int, default: "50", means: "How many rows at most, the most frequent ones", example: "10"}
// columns:
//   speaker: who spoke
//   about: to or of whom
//   times: how many events
//   first: first possible day of the earliest
//   last: last possible day of the latest
//   quote: words of the latest
//   id: id of the latest event
//   speaker_id: the speaker's id
//   about_id: id of the one spoken of
// table: [speaker, about, times, first / last, quote / id]
// empty: A wider period or no --about finds more.
// examples:
//   - {title: "Who is quoted most", with: {limit: "10"}}
//   - {title: "What one country's people say of another", with: {actor: Russia, about: USA}}
// vi:
//   title: Ai được trích lời về ai
//   empty: "Thời kỳ rộng hơn hoặc bỏ --about sẽ tìm được nhiều hơn."

WITH COLLECT {
  MATCH (actor:Actor) WHERE toLower($actor) IN actor.search
  RETURN {actor: actor, known: COUNT { (actor)-[:SOURCE_OF]->() } + COUNT { (actor)<-[:TARGETS]-() }}
} AS asked
CALL (asked) {
  // from the speaker
  UNWIND asked AS side
  WITH side.actor AS actor, side.known AS known
  WHERE known <= 10000 OR coalesce(duration.inDays($from, $to).days > 366, true)
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(speaker:Actor)
  MATCH (speaker)-[:SOURCE_OF|ATTRIBUTED_TO]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN speaker, e
UNION ALL
  // a busy actor in a short period: from the period
  UNWIND asked AS side
  WITH side.actor AS actor, side.known AS known, $from AS first, $to AS last
  WHERE known > 10000 AND duration.inDays(first, last).days <= 366
  MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor)
  WITH actor, collect(one) AS ones, collect({who: one, terms: relationships(path)}) AS paths, first, last
  CALL (first, last, ones) {
    MATCH (e:Event)
    WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
      OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
      OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
      OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
      OR e.open_since <= last
      OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
    MATCH (e)-[:SOURCE_OF|ATTRIBUTED_TO]-(one)
    WHERE one IN ones
    RETURN collect({e: e, who: one}) AS parts  // lest Neo4j reads the dates of all
  }
  UNWIND parts AS part
  WITH part.e AS e, part.who AS one, paths
  WHERE any(path IN paths WHERE path.who = one AND
            all(term IN path.terms
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
  RETURN one AS speaker, e
UNION ALL
  // else from the one spoken of
  WITH $about AS name
  WHERE name IS NOT NULL AND $actor IS NULL
  MATCH (about:Actor) WHERE toLower(name) IN about.search
  MATCH path = (about)<-[:REPRESENTS*0..3]-(one:Actor)
  MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
  WHERE all(term IN relationships(path)
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  MATCH (e)-[:SOURCE_OF|ATTRIBUTED_TO]-(speaker:Actor)
  RETURN speaker, e
UNION ALL
  // else from a period
  WITH coalesce($from, date('0001-01-01')) AS first, coalesce($to, date('9999-12-31')) AS last
  WHERE $actor IS NULL AND $about IS NULL AND ($from IS NOT NULL OR $to IS NOT NULL)
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)-[:SOURCE_OF|ATTRIBUTED_TO]-(speaker:Actor)
  RETURN speaker, e
UNION ALL
  // else all
  WITH 1 AS all
  WHERE $actor IS NULL AND $about IS NULL AND $from IS NULL AND $to IS NULL
  MATCH (e:Event)
  MATCH (e)-[:SOURCE_OF|ATTRIBUTED_TO]-(speaker:Actor)
  RETURN speaker, e
}
WITH DISTINCT speaker, e
WHERE ($from IS NULL OR coalesce(e.date_end >= $from, e.date IS NOT NULL))
  AND ($to IS NULL OR coalesce(e.date <= $to, e.date_end IS NOT NULL))
MATCH (e)-[tie:SOURCE_OF|TARGETS]-(about:Actor)
WHERE about <> speaker
  AND (EXISTS { MATCH (e)-[:ATTRIBUTED_TO]->(speaker) }
       OR type(tie) = 'TARGETS'
          AND e.type IN ['STATEMENT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'SUPPORT', 'AGREE', 'CONCEDE'])
  AND ($about IS NULL OR EXISTS {
    MATCH way = (about)-[:REPRESENTS*0..3]->(whole:Actor)
    WHERE toLower($about) IN whole.search
      AND all(term IN relationships(way)
              WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  })
WITH DISTINCT speaker, about, e
WITH speaker, about, e ORDER BY coalesce(e.date, e.date_end, date('0001-01-01')), e.id
WITH speaker, about, count(*) AS times, min(coalesce(e.date, e.date_end)) AS first,
  max(coalesce(e.date_end, e.date)) AS last, last(collect(e)) AS latest
ORDER BY times DESC, last DESC, speaker.name, about.name, speaker.id, about.id
LIMIT $limit
WITH *, COLLECT { MATCH (a:Article)-[r:REPORTS]->(latest) RETURN r.quote ORDER BY a.published_edtf, a.id LIMIT 1 } AS quotes
RETURN speaker.name AS speaker, about.name AS about, times, first, last, quotes[0] AS quote,
  latest.id AS id, speaker.id AS speaker_id, about.id AS about_id
ORDER BY times DESC, last DESC, speaker, about, speaker_id, about_id
