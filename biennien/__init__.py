"""biennien: dated statements and acts of states, read out of news articles into a graph."""

__version__ = "0.1.0"
