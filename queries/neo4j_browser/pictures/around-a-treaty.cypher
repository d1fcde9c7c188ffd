// title: A treaty, its parties and what was done to it
// answers: The parties of a treaty, the events that concern it and those who took part in them.
// parameters:
//   treaty: {type: treaty, required: true, means: "Which treaty", example: New START}
//   limit: {type: int, default: "25", means: "How many events at most, the latest ones"}
// columns:
//   parties: the parties
//   concerning: the events
//   taking_part: who took part
// examples:
//   - {title: "Around New START", with: {treaty: New START}}

WITH $treaty AS name
MATCH (treaty:Treaty) WHERE toLower(name) IN treaty.search
MATCH concerning = (e:Event)-[:CONCERNS]->(treaty)
WITH treaty, e, collect(concerning) AS concerning
ORDER BY coalesce(e.date_end, e.date, date('0001-01-01')) DESC, e.id LIMIT $limit
RETURN COLLECT { MATCH p = (:Actor)-[:PARTY_TO]->(treaty) RETURN p } AS parties, concerning,
  COLLECT { MATCH p = (e)-[:SOURCE_OF|TARGETS]-(:Actor) RETURN p } AS taking_part
