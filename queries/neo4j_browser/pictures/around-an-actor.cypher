// title: What an actor did, and to whom
// answers: The latest events of an actor and of those who represented it, with the others who took part.
// parameters:
//   actor: {type: actor, required: true, means: "Whose events", example: Russia}
//   limit: {type: int, default: "25", means: "How many events at most, the latest ones"}
// columns:
//   representing: the actor, those who represented it, and their offices
//   taking_part: the events and all who took part
// examples:
//   - {title: "Around Russia", with: {actor: Russia}}

WITH $actor AS name
MATCH (actor:Actor) WHERE toLower(name) IN actor.search
MATCH representing = (actor)<-[:REPRESENTS*0..1]-(one:Actor)
MATCH (one)-[:SOURCE_OF|TARGETS]-(e:Event)
WHERE all(term IN relationships(representing)
          WHERE coalesce(term.since <= e.date_end, true) AND coalesce(e.date <= term.until, true))
WITH e, collect(representing) AS ways ORDER BY coalesce(e.date_end, e.date, date('0001-01-01')) DESC, e.id LIMIT $limit
UNWIND ways AS representing
MATCH taking_part = (e)-[:SOURCE_OF|TARGETS]-(:Actor)
RETURN representing, taking_part
