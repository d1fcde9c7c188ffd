// title: Who represents an actor, and what it belongs to
// answers: Persons and bodies that spoke or acted for a country or organisation, and the organisations it is a member of.
// parameters:
//   actor: {type: actor, required: true, means: "Whose representatives", example: USA}
// columns:
//   offices: who represents whom, and who is a member of what
// examples:
//   - {title: "The United States", with: {actor: USA}}

WITH $actor AS name
MATCH (actor:Actor) WHERE toLower(name) IN actor.search
MATCH offices = (actor)-[:REPRESENTS|MEMBER_OF*1..2]-(:Actor)
RETURN offices LIMIT 300
