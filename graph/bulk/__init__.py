"""The whole graph of many records at once, as tables for `neo4j-admin database import`, without a database."""
