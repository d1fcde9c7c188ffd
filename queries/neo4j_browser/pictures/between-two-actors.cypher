// title: What passed between two actors
// answers: Events that both actors took part in, themselves or represented by others, with the treaties concerned.
// parameters:
//   actor: {type: actor, required: true, means: "The one", example: Russia}
//   other: {type: actor, required: true, means: "The other", example: USA}
//   limit: {type: int, default: "25", means: "How many events at most, the latest ones"}
// columns:
//   first: from the one to the event
//   second: from the event to the other
//   treaties: the treaties that the event concerns
// examples:
//   - {title: "Russia and the United States", with: {actor: Russia, other: USA}}

WITH $actor AS name, $other AS other_name
MATCH (actor:Actor) WHERE toLower(name) IN actor.search
MATCH (other:Actor) WHERE toLower(other_name) IN other.search
MATCH first = (actor)<-[:REPRESENTS*0..1]-(one:Actor)-[:SOURCE_OF|TARGETS]-(e:Event)
WHERE all(term IN [edge IN relationships(first) WHERE type(edge) = 'REPRESENTS']
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
MATCH second = (e)-[:SOURCE_OF|TARGETS]-(two:Actor)-[:REPRESENTS*0..1]->(other)
WHERE two <> one
  AND all(term IN [edge IN relationships(second) WHERE type(edge) = 'REPRESENTS']
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
WITH e, collect({first: first, second: second}) AS ways
ORDER BY coalesce(e.date_end, e.date, date('0001-01-01')) DESC, e.id LIMIT $limit
UNWIND ways AS way
RETURN way.first AS first, way.second AS second, COLLECT { MATCH p = (e)-[:CONCERNS]->(:Treaty) RETURN p } AS treaties
