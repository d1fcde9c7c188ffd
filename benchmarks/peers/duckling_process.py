"""Runs in the environment that has Duckling, and nothing of ours: articles in, Duckling's own answers out.

Standard input has a JSON object a line: {"id", "text", "moment"} with the seconds since 1970 to count from; each gets a
line {"id", "found"} with the entities as Duckling tells them.
"""

from __future__ import annotations

import json
import sys

from duckling import (  # type: ignore[import-not-found]
    Context,
    default_locale_lang,
    load_time_zones,
    parse,
    parse_dimensions,
    parse_lang,
    parse_ref_time,
)

ZONES = "/usr/share/zoneinfo"


def main() -> None:
    """Answer all lines."""
    zones = load_time_zones(ZONES)
    locale = default_locale_lang(parse_lang("VI"))
    wanted = parse_dimensions(["time", "duration"])
    for line in sys.stdin:
        article = json.loads(line)
        context = Context(parse_ref_time(zones, "UTC", article["moment"]), locale)
        print(json.dumps({"id": article["id"], "found": parse(article["text"], context, wanted, False)}))


if __name__ == "__main__":
    main()
