/* Runs before Neo4j Browser, which reads from localStorage what it is to show: puts the connection, the favourites and
   the style sheet there.  What the user keeps there stays, but for the favourites of biennien itself. */
"use strict";
(() => {
  const get = (key) => {
    try { return JSON.parse(localStorage.getItem("neo4j." + key)); } catch { return null; }
  };
  const put = (key, value) => localStorage.setItem("neo4j." + key, JSON.stringify(value));
  const others = (list) => (Array.isArray(list) ? list : []).filter((one) => !String(one.id).startsWith("biennien-"));

  const id = "$$discovery";
  put("connections", {
    allConnectionIds: [id],
    connectionsById: {
      [id]: { id, name: id, type: "bolt", authenticationMethod: "NATIVE", authEnabled: true, ...SEED.connection },
    },
    activeConnection: null,
  });
  put("documents", [...others(get("documents")), ...SEED.favourites]);
  put("folders", [...others(get("folders")), ...SEED.folders]);
  if (!get("grass")) put("grass", SEED.style);
  // The page may report nothing to anyone, so it need not say that it does.
  put("udc", { lastSnapshot: 0, uuid: crypto.randomUUID(), ...get("udc"), consentBannerShownCount: 99 });
  put("settings", { allowCrashReports: false, allowUserStats: false, ...get("settings") });
  const tour = new URL("biennien/tour.html", location.href).href;
  const guides = get("guides")?.remoteGuides ?? [];
  put("guides", {
    currentGuide: null,
    remoteGuides: [...guides.filter((one) => !one.identifier.endsWith("/biennien/tour.html")),
                   { currentSlide: 0, title: SEED.tour, identifier: tour }],
  });
  if (!location.search) history.replaceState(null, "", "?cmd=guide&arg=" + tour);
})();
