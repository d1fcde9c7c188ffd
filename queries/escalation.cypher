// title: Escalation and easing between two actors
// answers: >-
//   How conflict and cooperation between two actors rise and fall: how many acts of each class fall into each month or
//   year, what they weigh together, and whether that is more or less tense than the period with acts before. Only acts
//   count that happened or go on; a STATEMENT has no class. An act is between them when one does it to the other, or when
//   both cooperate. Each actor includes those who represented it on the day, unless `alone`.
// parameters:
//   actor: {type: actor, required: true, means: "One side", example: Russia}
//   other: {type: actor, required: true, means: "The other side", example: USA}
//   alone: {type: bool, means: "Only the actors themselves, without those who represent them"}
//   by: {type: choice, choices: [month, year], default: month, means: "Length of a period", example: year}
//   from: {type: date, means: "First day", example: "2021-01-01"}
//   to: {type: date, last_day: true, means: "Last day", example: "2021-12"}
// columns:
//   period: the month or year; a wider date, without a trend, for acts of which no more is known
//   verbal_cooperation: "agreements, consultations, support, concessions: +1 each"
//   material_cooperation: "cooperation, aid, retreats: +2 each"
//   verbal_conflict: "demands, accusations, refusals, threats: -1 each"
//   material_conflict: "protests, sanctions, mobilisation, coercion, assaults: -2 each"
//   acts: all four together
//   score: what they weigh together
//   mean: score for each act, from -2 (all material conflict) to 2 (all material cooperation)
//   change: mean less that of the period with acts before; null for the first
//   trend: escalation, easing or steady; null for the first
// table: [period, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, mean, change / trend]
// empty: No act of one on the other is known; `biennien query timeline` also shows statements and plans.
// examples:
//   - {title: "Month by month", with: {actor: Russia, other: USA}}
//   - {title: "Year by year since 2000", with: {actor: Russia, other: USA, by: year, from: "2000"}}
// vi:
//   title: Leo thang và hạ nhiệt giữa hai chủ thể
//   empty: "Không biết hành động nào của bên này đối với bên kia; `biennien query timeline` hiện cả phát biểu và kế hoạch."

// from the side with fewer events; ways lead to those who act for the other side
MATCH (one:Actor) WHERE toLower($actor) IN one.search
WITH collect(one) AS ours, sum(COUNT { (one)-[:SOURCE_OF]->() } + COUNT { (one)<-[:TARGETS]-() }) AS our_events
MATCH (two:Actor) WHERE toLower($other) IN two.search
WITH ours, our_events, collect(two) AS theirs,
  sum(COUNT { (two)-[:SOURCE_OF]->() } + COUNT { (two)<-[:TARGETS]-() }) AS their_events
WITH CASE WHEN our_events <= their_events THEN ours ELSE theirs END AS near,
  CASE WHEN our_events <= their_events THEN theirs ELSE ours END AS far,
  CASE WHEN our_events <= their_events THEN our_events ELSE their_events END > 10000
    AND coalesce(duration.inDays($from, $to).days <= 366, false) AS from_period
UNWIND far AS other
MATCH way = (other)<-[:REPRESENTS*0..3]-(two:Actor) WHERE length(way) = 0 OR NOT $alone
WITH near, from_period, collect({who: two, terms: relationships(way)}) AS ways
UNWIND near AS actor
MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
WITH from_period, ways, collect({who: one, terms: relationships(path)}) AS paths
CALL (from_period, paths) {
  WITH paths WHERE NOT from_period
  UNWIND paths AS path
  WITH path, path.who AS one
  MATCH (one)-[did:SOURCE_OF|TARGETS]-(e:Event)
  WHERE e.quad IS NOT NULL AND e.status IN ['happened', 'ongoing'] AND (e.date IS NOT NULL OR e.date_end IS NOT NULL)
    AND ($from IS NULL OR coalesce(e.date_end >= $from, true)) AND ($to IS NULL OR coalesce(e.date <= $to, true))
    AND all(term IN path.terms
            WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
  RETURN e, one, type(did) AS did
UNION ALL
  // two busy sides in a short period: from the period
  WITH paths, [path IN paths | path.who] AS ones, $from AS first, $to AS last WHERE from_period
  MATCH (e:Event)
  WHERE e.precision = 'day' AND e.date >= first AND e.date <= last AND e.date_end >= first
    OR e.precision = 'month' AND e.date >= first - duration({days: 30}) AND e.date <= last AND e.date_end >= first
    OR e.precision = 'year' AND e.date >= first - duration({days: 365}) AND e.date <= last AND e.date_end >= first
    OR e.precision IN ['decade', 'century', 'interval'] AND e.date <= last AND e.date_end >= first
    OR e.open_since <= last
    OR e.precision = 'interval' AND e.edtf < '0' AND e.date_end >= first
  MATCH (e)-[did:SOURCE_OF|TARGETS]-(one:Actor)
  WHERE e.quad IS NOT NULL AND e.status IN ['happened', 'ongoing']
    AND one IN ones AND any(path IN paths WHERE path.who = one AND
            all(term IN path.terms
                WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
  RETURN e, one, type(did) AS did
}
WITH e, one, did, ways
WHERE EXISTS {
    MATCH (e)-[done:SOURCE_OF|TARGETS]-(two:Actor)
    WHERE two <> one AND (type(done) <> did
                          OR did = 'SOURCE_OF' AND e.quad IN ['verbal cooperation', 'material cooperation'])
      AND any(way IN ways WHERE way.who = two AND
              all(term IN way.terms
                  WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
  }
WITH DISTINCT e
WITH e, CASE WHEN $by = 'month' AND e.date.year = e.date_end.year AND e.date.month = e.date_end.month
               THEN left(toString(e.date), 7)
             WHEN $by = 'year' AND e.date.year = e.date_end.year THEN left(toString(e.date), 4) END AS exact
WITH exact IS NOT NULL AS placed, coalesce(exact, e.edtf) AS period,
  sum(CASE WHEN e.quad = 'verbal cooperation' THEN 1 ELSE 0 END) AS verbal_cooperation,
  sum(CASE WHEN e.quad = 'material cooperation' THEN 1 ELSE 0 END) AS material_cooperation,
  sum(CASE WHEN e.quad = 'verbal conflict' THEN 1 ELSE 0 END) AS verbal_conflict,
  sum(CASE WHEN e.quad = 'material conflict' THEN 1 ELSE 0 END) AS material_conflict,
  count(*) AS acts
WITH placed, period, verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, acts,
  verbal_cooperation + 2 * material_cooperation - verbal_conflict - 2 * material_conflict AS score
ORDER BY NOT placed, period
WITH collect({placed: placed, period: period, verbal_cooperation: verbal_cooperation,
              material_cooperation: material_cooperation, verbal_conflict: verbal_conflict,
              material_conflict: material_conflict, acts: acts, score: score, mean: 1.0 * score / acts}) AS periods
UNWIND range(0, size(periods) - 1) AS place
WITH periods[place] AS this, CASE WHEN place > 0 THEN periods[place - 1] END AS before
WITH this, CASE WHEN this.placed THEN this.mean - before.mean END AS change
RETURN this.period AS period, this.verbal_cooperation AS verbal_cooperation,
  this.material_cooperation AS material_cooperation, this.verbal_conflict AS verbal_conflict,
  this.material_conflict AS material_conflict, this.acts AS acts, this.score AS score, this.mean AS mean, change,
  CASE WHEN change < 0 THEN 'escalation' WHEN change > 0 THEN 'easing' WHEN change = 0 THEN 'steady' END AS trend
ORDER BY period
