"""Neo4j Browser on the graph: its files, a style sheet, favourites, a tour, and a server for them on this machine."""
