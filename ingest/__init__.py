"""Articles to records: cleaning, sentences, times, dating, actors, treaties, events, merging."""
