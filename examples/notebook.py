# %% [markdown]
# # How New START came to be suspended
#
# A walk through the example articles, cell by cell.  Run it in the folder that it lies in.  One cell makes a table, for
# which pandas must be installed.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import biennien

folder = Path(__file__).parent if "__file__" in globals() else Path.cwd()
scratch = TemporaryDirectory(ignore_cleanup_errors=True)
graph = biennien.open(data_dir=Path(scratch.name, "graph"))

# %% [markdown]
# ## Read the articles
#
# Most of them do not say which year they are from.

# %%
summary = graph.ingest(*sorted(folder.glob("*.txt")))
print(f"{summary.articles} articles tell of {summary.stored.events.new} events")

for article in graph.query("articles"):
    print(article.published, article.basis, article.title)

# %% [markdown]
# ## The life of the treaty

# %%
for event in graph.query("treaty-life", treaty="New START"):
    print(event.edtf, event.action, event.summary[:80])

# %% [markdown]
# ## In the words of the articles

# %%
for event in graph.events(treaty="New START", from_="2023"):
    print(f"{event.edtf} {event.type}: {', '.join(event.sources)}")
    for report in event.reports:
        before, trigger, after = report.quote_parts()
        print(f"    {before}[{trigger}]{after}")

# %% [markdown]
# ## Words and deeds, year by year

# %%
activity = graph.query("activity", actor="Russia", other="USA", by="year").to_pandas()
classes = activity.pivot_table(index="period", columns="quad", values="events", aggfunc="sum", fill_value=0)
print(classes)

# %% [markdown]
# ## Hand it on

# %%
done = graph.export(Path(scratch.name, "new-start.html"), treaty="New START", title="New START", language="vi")
print(f"{done.path.name}: {done.events} events")

# %%
graph.close()
scratch.cleanup()
