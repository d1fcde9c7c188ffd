// title: An event and the articles that report it
// answers: Who did it, to whom, what it concerns, and each article that reports it; the words are on the edges.
// parameters:
//   event: {type: event, required: true, means: "The event's id", example: e-0123456789abcdef}
// columns:
//   reports: the articles
//   taking_part: who took part, who says so, and the treaties
// examples:
//   - {title: "Where an event comes from", with: {event: EVENT}}

WITH $event AS id
MATCH (e:Event {id: id})
MATCH reports = (:Article)-[:REPORTS]->(e)
RETURN reports, COLLECT { MATCH p = (e)-[:SOURCE_OF|TARGETS|ATTRIBUTED_TO|CONCERNS]-() RETURN p } AS taking_part
