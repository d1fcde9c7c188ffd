// title: Treaties in the graph
// answers: >-
//   Each treaty with its dates, its parties on a day (today, unless another is given) and the number of events that
//   concern it.
// parameters:
//   name: {type: text, means: "Only those with this in one of their names", example: START}
//   on: {type: date, means: "The day of which the parties are shown, today by default", example: "2021-01-01"}
// columns:
//   id: the treaty's id
//   name: its name
//   name_vi: its name in Vietnamese
//   signed: when it was signed
//   in_force: when it came into force
//   ended: when it ended
//   parties: names of its parties on the day
//   events: how many events concern it
//   last: last possible day of the latest of them
// table: [name / name_vi / id, signed, in_force, ended, parties, events]
// empty: No treaty of that name; without --name it lists all.
// examples:
//   - {title: "All treaties", with: {}}
//   - {title: "Who was in it then", with: {name: ABM, on: "2000-01-01"}}
// vi:
//   title: Các hiệp ước trong đồ thị
//   empty: "Không có hiệp ước tên đó; không có --name thì liệt kê tất cả."

MATCH (t:Treaty)
WHERE $name IS NULL OR any(form IN t.search WHERE form CONTAINS toLower($name))
RETURN t.id AS id, t.name AS name, t.name_vi AS name_vi, t.signed AS signed, t.in_force AS in_force, t.ended AS ended,
  COLLECT {
    MATCH (party:Actor)-[p:PARTY_TO]->(t)
    WHERE coalesce(p.since <= coalesce($on, date()), true) AND coalesce(coalesce($on, date()) <= p.until, true)
    RETURN DISTINCT party.name ORDER BY party.name
  } AS parties,
  COUNT { MATCH (e:Event)-[:CONCERNS]->(t) RETURN DISTINCT e } AS events,
  head(COLLECT { MATCH (e:Event)-[:CONCERNS]->(t) WHERE e.date_end IS NOT NULL
                 RETURN e.date_end ORDER BY e.date_end DESC LIMIT 1 }) AS last
ORDER BY events DESC, name, id
