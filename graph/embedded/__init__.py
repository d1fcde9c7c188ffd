"""The embedded database: ArcadeDB in a process of its own, shared by all commands that use one folder.

Each command holds `use.lock` shared.  Whoever needs the server first takes `start.lock` and starts a detached
supervisor.  The supervisor holds `supervisor.lock` for its whole life, owns Java, and ends it when nobody has held
`use.lock` for a minute.  Locks belong to the kernel, so a command that is killed leaves none behind.
"""
