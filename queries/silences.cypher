// title: Silences between two actors
// answers: >-
//   The longest stretches in which nothing is known to have passed between two actors, with the events before and after.
//   Events count that happened or go on, of whatever type, in which both take part. One of which only the year or a wider
//   range is known breaks no silence, unless `perhaps`. The last silence ends with the latest article in the graph, or
//   with `to`. Each actor includes those who represented it on the day, unless `alone`.
// parameters:
//   actor: {type: actor, required: true, means: "One side", example: Russia}
//   other: {type: actor, required: true, means: "The other side", example: USA}
//   alone: {type: bool, means: "Only the actors themselves, without those who represent them"}
//   perhaps: {type: bool, means: "Events that may have fallen into a silence break it too"}
//   days: {type: int, default: "30", means: "How many days a silence lasts at least", example: "90"}
//   from: {type: date, means: "First day", example: "2010"}
//   to: {type: date, last_day: true, means: "Last day", example: "2021-12"}
//   limit: {type: int, default: "20", means: "How many silences at most, the longest ones", example: "5"}
// columns:
//   days: how many days it lasted
//   first: its first day
//   last: its last day
//   before: the event that it followed, in one line
//   after: the event that broke it, in one line; null when none did
//   before_id: id of the event before
//   after_id: id of the event after
// table: [days, first / last, before / before_id, after / after_id]
// empty: Fewer --days or a longer period may find some; two events between the actors are needed, or one and later news.
// examples:
//   - {title: "The longest ones", with: {actor: Russia, other: USA}}
//   - {title: "Half a year without a word, since 2010", with: {actor: Russia, other: USA, days: "182", from: "2010"}}
// vi:
//   title: Những quãng im lặng giữa hai chủ thể
//   empty: "Giảm --days hoặc lấy thời kỳ dài hơn có thể tìm được; cần hai sự kiện giữa hai bên, hoặc một sự kiện và tin muộn hơn."

// from the side with fewer events; ways lead to those who act for the other side
MATCH (one:Actor) WHERE toLower($actor) IN one.search
WITH collect(one) AS ours, sum(COUNT { (one)-[:SOURCE_OF]->() } + COUNT { (one)<-[:TARGETS]-() }) AS our_events
MATCH (two:Actor) WHERE toLower($other) IN two.search
WITH ours, our_events, collect(two) AS theirs,
  sum(COUNT { (two)-[:SOURCE_OF]->() } + COUNT { (two)<-[:TARGETS]-() }) AS their_events
WITH CASE WHEN our_events <= their_events THEN ours ELSE theirs END AS near,
  CASE WHEN our_events <= their_events THEN theirs ELSE ours END AS far
UNWIND far AS other
MATCH way = (other)<-[:REPRESENTS*0..3]-(two:Actor) WHERE length(way) = 0 OR NOT $alone
WITH near, collect(two) AS twos, collect({who: two, terms: relationships(way)}) AS ways
UNWIND near AS actor
MATCH path = (actor)<-[:REPRESENTS*0..3]-(one:Actor) WHERE length(path) = 0 OR NOT $alone
MATCH (one)-[:SOURCE_OF|TARGETS]-(e)-[:SOURCE_OF|TARGETS]-(two)
WHERE two IN twos AND two <> one
// few events are between the sides: collected, lest Neo4j reads the dates of all
WITH ways, collect({e: e, two: two, terms: relationships(path)}) AS shared
UNWIND shared AS meeting
WITH meeting.e AS e, [way IN ways WHERE way.who = meeting.two | meeting.terms + way.terms] AS ways
WHERE e.status IN ['happened', 'ongoing'] AND e.date IS NOT NULL AND ($perhaps OR e.precision IN ['day', 'month'])
  AND ($from IS NULL OR coalesce(e.date_end >= $from, true)) AND ($to IS NULL OR e.date <= $to)
  AND any(terms IN ways WHERE all(term IN terms
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true)))
WITH DISTINCT e
WITH e, coalesce(e.date_end, date('9999-12-31')) AS ends ORDER BY e.date, ends, e.id
WITH collect({first: e.date, last: ends, id: e.id, summary: e.summary}) AS told,
  head(COLLECT { MATCH (a:Article) WHERE a.published IS NOT NULL RETURN a.published ORDER BY a.published DESC LIMIT 1 })
    AS latest
WITH told, [{first: coalesce($to, latest) + duration({days: 1}), id: null, summary: null}] AS now
// at each event the silence since the latest end of all events before it
UNWIND reduce(walk = {ends: told[0], gaps: []}, next IN tail(told) + CASE WHEN size(told) > 0 THEN now ELSE [] END |
  {ends: CASE WHEN next.last > walk.ends.last THEN next ELSE walk.ends END,
   gaps: CASE WHEN next.first > walk.ends.last + duration({days: $days})
              THEN walk.gaps + [[walk.ends, next]] ELSE walk.gaps END}).gaps AS gap
WITH gap[0] AS before, gap[1] AS after, gap[0].last + duration({days: 1}) AS first,
  gap[1].first - duration({days: 1}) AS last
RETURN duration.inDays(first, last).days + 1 AS days, first, last, before.summary AS before, after.summary AS after,
  before.id AS before_id, after.id AS after_id
ORDER BY days DESC, first
LIMIT $limit
